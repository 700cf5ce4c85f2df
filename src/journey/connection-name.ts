/** Name of a user's connection, as archives know it. */
export function connectionOfUser(userId: string): string {
  return `user-${userId}`;
}
