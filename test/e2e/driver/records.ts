/**
 * What the console wrote down, read as the window reads it. What was sent is asked of the simulator:
 * `twilio.control.messages()`.
 */
import type { Page } from '@playwright/test';
import type {} from '../../../src-renderer/bridge.ts';
import type { AuditEntry, AuditVerification } from '../../../src-shared/audit/audit-entry.ts';

/** The audit trail, newest first. @param search words that an entry holds: a clinic, a person, an action, a detail */
export async function auditEntries(window: Page, search = ''): Promise<AuditEntry[]> {
  return window.evaluate(async (words) => {
    const entries: AuditEntry[] = [];
    for (let before: number | null = null, more = true; more; before = entries.at(-1)?.sequence ?? null) {
      const answer = await globalThis.window.voxanne.audit.list({
        organizationId: null,
        before,
        limit: 200,
        search: words,
        outcome: null,
      });
      if (!answer.ok) throw new Error(answer.error.message);
      entries.push(...answer.value.entries);
      more = answer.value.more;
    }
    return entries;
  }, search);
}

/** Whether every entry still fits the one before it. */
export async function verifyAudit(window: Page): Promise<AuditVerification> {
  return window.evaluate(async () => {
    const answer = await globalThis.window.voxanne.audit.verify({});
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  });
}
