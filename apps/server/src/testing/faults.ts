import { StoreError, type StoreErrorCode } from '../store/errors.ts';
import type { Store } from '../store/store.ts';

/** Lets a real store fail on demand, before anything reaches it. */
export class Faults {
  #code: StoreErrorCode | undefined;
  #methods: ReadonlySet<string> | undefined;
  /** Names of the methods called since `arm`, in order. */
  readonly calls: string[] = [];

  /** From now on every method, or those named, fail with `code`. */
  arm(code: StoreErrorCode, ...methods: readonly (keyof Store)[]): void {
    this.#code = code;
    this.#methods = methods.length === 0 ? undefined : new Set(methods);
    this.calls.length = 0;
  }

  disarm(): void {
    this.#code = undefined;
  }

  /** For `StartOptions.wrapStore`. */
  readonly wrap = (store: Store): Store =>
    new Proxy(store, {
      get: (target, name, receiver) => {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== 'function' || typeof name !== 'string' || name === 'close')
          return value;
        return (...args: unknown[]): unknown => {
          this.calls.push(name);
          if (this.#code !== undefined && (this.#methods?.has(name) ?? true))
            return Promise.reject(new StoreError(this.#code));
          return Reflect.apply(value, target, args);
        };
      },
    });
}
