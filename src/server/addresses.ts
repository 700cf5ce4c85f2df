/** The names under which a loopback server on `port` may be called, as a browser writes them in `Host`. */
export function allowedHosts(port: number): ReadonlySet<string> {
  return new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
}

/**
 * Whether the request came to us under our own name. Refusing every other name is what stops DNS rebinding: a page of a
 * foreign site that makes its name point to 127.0.0.1 still sends its own name as Host.
 */
export function hostAllowed(host: string | undefined, port: number): boolean {
  return host !== undefined && allowedHosts(port).has(host.toLowerCase());
}

/** Whether `origin` is the page that this server itself gave out. Absent and `null` origins are not. */
export function originAllowed(origin: string | undefined, port: number): boolean {
  return origin?.startsWith('http://') === true && allowedHosts(port).has(origin.slice('http://'.length).toLowerCase());
}
