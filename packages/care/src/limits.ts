/**
 * Largest sizes of what a record may hold. Texts in UTF-16 units, bytes in bytes, the rest counts.
 * A record that exceeds one is refused with `record-too-large`, never cut.
 */
export const careLimits = {
  /** A name, title, code or other single line. */
  line: 400,
  /** A free remark: reason of an amendment, description. */
  remark: 4_000,
  /** Text of one note or draft. */
  noteText: 4_000_000,
  /** Bytes of one attachment, or of a note that is not UTF-8. */
  data: 16 * 1024 * 1024,
  /** One imported resource as JSON text. */
  source: 24 * 1024 * 1024,
  /** Given names of a person. */
  givenNames: 20,
  /** Phones, e-mails, address lines, roles: what a person has a few of. */
  few: 32,
  /** Codings of one condition. */
  codings: 64,
} as const;
