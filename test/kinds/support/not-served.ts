/** Methods that kinds call and the local portal does not serve yet: the list only ever gets shorter. */
export const notServed: readonly string[] = [];
