/** A piece of text with its matches marked: they stand between \u0001 and \u0002. */
export function Snippet({ text }: { readonly text: string }) {
  return text.split('\u0001').map((part, index) => {
    const [match = '', rest] = part.split('\u0002');
    if (index === 0 || rest === undefined) return part;
    return (
      <span key={index}>
        <mark>{match}</mark>
        {rest}
      </span>
    );
  });
}
