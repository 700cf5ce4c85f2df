/** `userTypeId` → `USER_TYPE_ID`: some methods answer in one spelling what the portal keeps in the other. */
export function upper(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter}`).toUpperCase();
}
