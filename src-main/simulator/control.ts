/** What tests may change at every simulator: faults and latency. */

/** A fault for the requests that it fits. */
type FaultRule<Fault> = {
  fault: Fault;
  method?: string | undefined;
  /** Only requests whose path contains this text. */
  pathIncludes?: string | undefined;
  /** How many requests meet it; all of them when left out. */
  times?: number | undefined;
};

export type NetworkControl<Fault> = {
  setFault(rule: FaultRule<Fault>): void;
  clearFaults(): void;
  /** Delay before every answer. */
  setLatency(milliseconds: number): void;
};

export function createNetworkControl<Fault>(initialLatencyMs = 0) {
  let rules: FaultRule<Fault>[] = [];
  let latencyMs = initialLatencyMs;
  const control: NetworkControl<Fault> = {
    setFault: (rule) => void rules.push({ ...rule }),
    clearFaults: () => {
      rules = [];
    },
    setLatency: (milliseconds) => {
      latencyMs = milliseconds;
    },
  };
  return {
    control,
    reset(): void {
      control.clearFaults();
      control.setLatency(initialLatencyMs);
    },
    latencyMs: () => latencyMs,
    /** The fault that this request meets; null for none. Uses up one of the rule's `times`. */
    faultFor(method: string, path: string): Fault | null {
      const rule = rules.find(
        (one) => (one.method === undefined || one.method === method) && path.includes(one.pathIncludes ?? ''),
      );
      if (rule === undefined) return null;
      if (rule.times !== undefined) {
        rule.times -= 1;
        if (rule.times <= 0) rules = rules.filter((one) => one !== rule);
      }
      return rule.fault;
    },
  };
}
