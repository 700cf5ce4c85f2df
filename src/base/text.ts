/** A text that a user sees, in both languages of the product. */
export interface Text {
  readonly ru: string;
  readonly en: string;
}

export type Language = keyof Text;
