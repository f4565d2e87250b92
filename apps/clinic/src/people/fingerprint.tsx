/** A whole fingerprint, large, four groups in a row, to be compared with another screen. */
export function Fingerprint({ of, label }: { readonly of: string; readonly label: string }) {
  return (
    <ol className="fingerprint-large" aria-label={label}>
      {of.split(' ').map((group, i) => (
        // Groups may repeat; their place is what they are.
        <li key={String(i)}>{group}</li>
      ))}
    </ol>
  );
}
