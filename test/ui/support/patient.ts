/** Waits longer than the slowest step of a small demo takes on two busy cores. */
export const patient = { timeout: 90_000 };
