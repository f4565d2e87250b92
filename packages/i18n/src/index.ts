export { cliMessages } from './areas/cli.ts';
export { clinicMessages } from './areas/clinic.ts';
export { commonMessages } from './areas/common.ts';
export { errorMessages } from './areas/error.ts';
export { type Catalogue, catalogue, type IdsOf, joined, messagesFor } from './catalogue.ts';
export {
  type ErrorGroup,
  type ErrorKind,
  errorGroups,
  errorKinds,
  type GroupedCode,
  isGroupedCode,
} from './error-groups.ts';
export { type FormatMessage, formatMessage, type MessageArguments } from './format.ts';
export {
  bestLocale,
  formatLocales,
  isLocale,
  type Locale,
  localeNames,
  locales,
} from './locale.ts';
