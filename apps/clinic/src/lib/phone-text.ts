/**
 * A phone number as it is read out: Finnish ones in groups (`+358 40 123 4567`, `+358 9 1234 567`),
 * others as they are kept. Finnish mobile numbers begin with 4 or 50, area codes have one digit.
 */
export function phoneText(phone: string): string {
  const match = /^\+358(4\d|50|[1-9])(\d{3,4}?)(\d{3,4})(\d*)$/.exec(phone);
  if (match === null) return phone;
  const [, area = '', ...groups] = match;
  return ['+358', area, ...groups].filter((group) => group !== '').join(' ');
}
