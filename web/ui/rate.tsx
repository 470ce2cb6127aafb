import { createContext, useContext } from 'react';

const Rate = createContext(1);

/** Story seconds a second, for all below. */
export const RateProvider = Rate.Provider;
export const useRate = (): number => useContext(Rate);
