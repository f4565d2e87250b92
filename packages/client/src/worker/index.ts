import './no-eval.ts';

export { connectClinic, type WorkerLike } from './connect.ts';
export { indexedDbStore } from './indexed-db.ts';
export { type ServeOptions, serveClinic, type WorkerScope } from './serve.ts';
