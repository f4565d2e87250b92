export { type Inspection, inspectForgotten, type Left } from './forgotten/inspect.ts';
export { runDrill } from './run.ts';
