import { SetMetadata } from '@nestjs/common';
import type { Right } from '../../contract/rights.ts';

export const RIGHT_KEY = 'mihari:right';
export const OPEN = 'open';

/** What a caller needs for a route, a controller or a socket event. A handler without one is refused to everybody. */
export const Needs = (right: Right): MethodDecorator & ClassDecorator => SetMetadata(RIGHT_KEY, right);

/** Answers without a session: only health, the console's files and signing in. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(RIGHT_KEY, OPEN);
