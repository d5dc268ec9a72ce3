/**
 * A provider as data: enough for the wizard to draw its form, for the clinic page to draw its card, and for the CLI to name its keys.
 * Adding a provider adds one of these, one folder in `src-main/providers`, and one line in each index.
 */
import type { AppErrorData } from '../errors';
import type { ProviderId } from '../primitives';

export type FieldDescriptor = {
  /** Key in the form and in the sealed credential: `accountSid`. */
  id: string;
  /** Accessible name, stable: QA relies on it. */
  label: string;
  secret: boolean;
  placeholder: string;
  /** One line under the field: where to find it. */
  help: string;
  /** Names under which a `.env` file or the environment carries it. */
  envKeys: readonly string[];
  /** Trims and normalises what was pasted, or says at once, by name, what is wrong with it. */
  check: (pasted: string) => { value: string } | { problem: string };
};

export type MethodDescriptor = { id: string; label: string; summary: string; fields: readonly FieldDescriptor[] };

/** A refusal that the provider shows on its own page and sends to nobody: only the person can say that it is there. */
export type PageErrorDescriptor = {
  /** Its row in the error catalogue, without the provider's name. */
  id: string;
  /** The line that the page prints: `Error 400: redirect_uri_mismatch`. */
  printed: string;
  /** What the page says above it, for who does not see that line. */
  says: string;
  /** What mends it in the console: other credentials, another account, the same link elsewhere, or the same once more. */
  mend: 'other-client' | 'other-account' | 'other-browser' | 'again';
};

/** A provider whose account is connected by signing in at its own page, in the browser. */
export type SignInDescriptor = {
  /** Accessible name of the button: `Connect Google`. */
  action: string;
  /** What the person will see in the browser, one line a step. */
  expect: readonly string[];
  /** Refusals that end on the page itself, likeliest first. */
  pageErrors: readonly PageErrorDescriptor[];
  /** Why a sign-in that ends by itself does so, and how to make it last; shown with its countdown. */
  expiryReason: string;
  /** Where the account's owner can see and take away the access by hand. */
  accessPage: string;
  /** Where it is made to last. */
  expiryHelpUrl: string;
};

/** A test that a person starts, and that proves the top of the ladder. */
export type TestDescriptor = {
  /** `Calendar test`. */
  title: string;
  /** Accessible name of the button: `Run calendar test`. */
  action: string;
  /** Its steps in their order; programs rely on the ids. */
  steps: readonly TestStepDescriptor[];
  /** Sentences for what no step says. */
  words: {
    /** What the test does, where none was run yet. */
    about: string;
    /** What a passed test proves. */
    proves: string;
    /** While it is being stopped, and once it was. */
    stopping: string;
    stopped: string;
    /** When the console ended while it ran. */
    interrupted: string;
  };
};
export type TestStepDescriptor = {
  id: string;
  label: string;
  /** What the step will do, shown before it has run. */
  promise: string;
  /** `message`: it sends a text message, so that running it again may reach somebody twice. */
  sends?: 'message';
};

export type ProviderDescriptor = {
  id: ProviderId;
  name: string;
  /** What it does for the clinic: `Text messages`. */
  purpose: string;
  methods: readonly MethodDescriptor[];
  /**
   * The ladder's rungs, bottom first. `settledBy`: evidence under this name, gathered by using the connection, settles the rung where the
   * provider's own answers leave it open.
   */
  rungs: readonly { id: string; label: string; settledBy?: string }[];
  /** What is picked after verification; null when nothing is. */
  choiceLabel: string | null;
  /** Codes of failures that another choice mends, and no new credentials. */
  choiceProblems?: readonly string[];
  /** Set when connecting takes a sign-in in the browser beside the fields. */
  signIn?: SignInDescriptor;
  /** Set when the provider has a test. */
  test?: TestDescriptor;
  /** What `Import` takes; a `.env` file when absent. */
  importFile?: { name: string; extensions: readonly string[] };
  /** Pages that help, opened in the system browser: their origins are the allow-list. */
  helpUrls: Record<string, string>;
};

/** A whole form at once: catches values pasted into each other's field. Empty when all is well. */
export type FormCheck = (methodId: string, fields: Record<string, string>) => Record<string, string>;
export type ProviderErrorCatalogue = Record<string, Omit<AppErrorData, 'code'>>;
