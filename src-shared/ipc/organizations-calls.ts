/** Calls about the list of clinics, each clinic, and what background checks found. */
import { z } from 'zod';
import { backgroundNoticeSchema } from '../background/notice';
import { clinicRowSchema, clinicSliceSchema, maxPicked, maxRows, sliceStartSchema } from '../organizations/clinic-row';
import { contactSchema } from '../organizations/contact';
import { keptViewSchema } from '../organizations/kept-view';
import {
  checkAllProgressSchema,
  organizationNameSchema,
  organizationSchema,
  setupStepSchema,
} from '../organizations/organization';
import { idSchema, timeSchema } from '../primitives';
import type { CallsOf } from './calls-of';
import { connectionRef, nothing, organizationOnly } from './shapes';

export const organizationsCalls = {
  /** What background checks found and nobody has seen yet, the newest first. */
  'notices.list': {
    request: nothing,
    response: z.strictObject({
      notices: z.array(backgroundNoticeSchema),
      /** The system shows no notifications. */
      refused: z.boolean(),
    }),
  },
  /** A person saw this notice; all of them for null. */
  'notices.see': { request: z.strictObject({ id: idSchema.nullable() }), response: nothing },
  /** When a recovery kit was saved last, and what checks warned of: that it is old, or that there is none. */
  'notices.recoveryKit': {
    request: nothing,
    response: z.strictObject({ savedAt: timeSchema.nullable(), warning: z.string().nullable() }),
  },

  /**
   * The list of clinics in slices: first what fills a screen, then the rest. `after` is what the slice before said of
   * the next one. `known`: the version that the window has whole.
   */
  'organizations.list': {
    request: z.strictObject({ after: sliceStartSchema.optional(), known: z.string().max(100).optional() }),
    response: clinicSliceSchema,
  },
  /** The rows of these clinics, after `organizations.changed`. Those that are gone are missing. */
  'organizations.rows': {
    request: z.strictObject({ ids: z.array(idSchema).max(maxRows) }),
    response: z.strictObject({ organizations: z.array(clinicRowSchema) }),
  },
  'organizations.add': {
    request: z.strictObject({
      name: organizationNameSchema,
      timeZone: z.string().max(64),
      country: z.string().regex(/^[A-Z]{2}$/),
    }),
    response: organizationSchema,
  },
  'organizations.get': { request: organizationOnly, response: organizationSchema },
  'organizations.update': {
    request: z.strictObject({
      organizationId: idSchema,
      name: organizationNameSchema.optional(),
      timeZone: z.string().max(64).optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
      setupStep: setupStepSchema.nullable().optional(),
      contact: contactSchema.optional(),
    }),
    response: organizationSchema,
  },
  /** A person decides that the clinic does not need a provider, or needs it again. Refused while it is connected. */
  'organizations.decideNeed': {
    request: connectionRef.extend({ needed: z.boolean() }),
    response: organizationSchema,
  },
  /**
   * Ends the clinic's access at its providers, then destroys its data key, and with it every secret that it sealed.
   * `confirmName` must be its name. A provider that can't be told keeps it from being removed, unless `leaveAccess`.
   */
  'organizations.remove': {
    request: z.strictObject({ organizationId: idSchema, confirmName: z.string(), leaveAccess: z.boolean().optional() }),
    response: nothing,
  },
  /** Of the clinics that are named, or of all. While a check runs, that one's progress is told and no other begins. */
  'organizations.checkAll': {
    request: z.strictObject({ ids: z.array(idSchema).max(maxPicked).optional() }),
    response: checkAllProgressSchema,
  },
  /**
   * Asks where to save these clinics as a table for spreadsheets, or all; `savedTo` is null when the person closed the
   * dialog.
   */
  'organizations.export': {
    request: z.strictObject({ ids: z.array(idSchema).max(maxPicked).optional() }),
    response: z.strictObject({ savedTo: z.string().nullable() }),
  },
  'organizations.cancelCheckAll': { request: nothing, response: nothing },
  /** The end of the last check was read. */
  'organizations.dismissCheckAll': { request: nothing, response: nothing },
  /** Keeps what a page that is loaded anew would have lost: in memory, for this profile, until the console locks. */
  'organizations.keepView': { request: keptViewSchema, response: nothing },
  /** What was kept, and the check that runs or whose end nobody read yet. */
  'organizations.recallView': {
    request: nothing,
    response: keptViewSchema.extend({ checkAll: checkAllProgressSchema.nullable() }),
  },
} as const satisfies CallsOf<'organizations' | 'notices'>;
