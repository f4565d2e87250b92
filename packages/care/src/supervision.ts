/**
 * For how many days a note is lent: to the supervisor of a trainee who signs it, and to anybody else
 * where nothing was said. 0 is not at all.
 */
export const loanDays = { usual: 14, choices: [0, 7, 14, 30, 90] } as const;
