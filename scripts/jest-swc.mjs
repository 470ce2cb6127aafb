// Jest's transformer: swc, and the globals of hot loops as constants of each module. A module of a test runs in a vm context,
// where every look at a global goes through an interceptor: without this the simulated bay is six times slower in a test.
import { createHash } from 'node:crypto';
import swcJest from '@swc/jest';

// Date, timers and the like are left alone: tests put their own in their place
const GLOBALS = 'Math,Number,Array,Object,Float64Array,Float32Array,Int32Array,Uint32Array,Uint16Array,Uint8Array';
// on the first line, so that lines keep their numbers
const HEAD = `const {${GLOBALS}} = globalThis;`;
const faster = (result) => ({ ...result, code: HEAD + result.code });

export default {
  createTransformer(options) {
    const swc = swcJest.createTransformer(options);
    return {
      ...swc,
      getCacheKey: (...args) =>
        createHash('sha256')
          .update(HEAD)
          .update(swc.getCacheKey(...args))
          .digest('hex'),
      process: (...args) => faster(swc.process(...args)),
      processAsync: async (...args) => faster(await swc.processAsync(...args)),
    };
  },
};
