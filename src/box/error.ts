import { Bye24Error } from '../base/error.ts';

/** Whatever goes wrong on a server of one's own. */
export class BoxError extends Bye24Error {}
