/** What one check found. `output` is empty or says what to mend. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
}

/** A rule of the repository that either holds or says where it does not. */
export interface Check {
  readonly name: string;
  /** Findings, one a line; none where the rule holds. */
  run(root: string): Promise<readonly string[]>;
}
