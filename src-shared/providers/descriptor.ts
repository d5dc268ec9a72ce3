/**
 * A provider as data. The wizard, the clinic's page, the list, the handoff, the command line, the log and practice mode
 * use it, so none of them knows a provider by name.
 */
import type { Text } from '../texts/translate';
import type { ProviderId } from './ids';

export type FieldDescriptor = {
  /** Key in the form and in the sealed credential: `accountSid`. */
  id: string;
  /** Accessible name, stable: QA relies on it. */
  label: Text;
  secret: boolean;
  placeholder: Text;
  /** One line under the field: where to find it. */
  help: Text;
  /** Names under which a `.env` file or the environment carries it, the usual one first. */
  envKeys: readonly string[];
  /** Key of the public metadata that has it. It stays the same when credentials are replaced, so it is filled in. */
  knownAs?: string;
  /** The cleaned value, or what is wrong with it in words. */
  check: (pasted: string) => { value: string } | { problem: string };
};

export type MethodDescriptor = { id: string; label: Text; summary: Text; fields: readonly FieldDescriptor[] };

/**
 * What is picked after verification.
 * - `phone`: a number in E.164. It can be typed, and the connection is known by it.
 * - `calendar`: one of the account's calendars. Its free and busy times can be shown.
 */
type ChoiceKind = 'phone' | 'calendar';
export type ChoiceDescriptor = {
  kind: ChoiceKind;
  /** Accessible name: `Phone number`. */
  label: Text;
  /** In sentences: `a number`, `number`, `numbers`. */
  word: { any: Text; one: Text; many: Text };
  /** Names under which a `.env` file or the environment carries it, the usual one first. */
  envKeys: readonly string[];
  /** What the text is instead, where the provider knows it as something that can't be chosen; null otherwise. */
  otherForm?: (written: string) => string | null;
  /** Codes of failures that another choice fixes, without new credentials. */
  problems: readonly string[];
  /** The rung that is disproved when the choice no longer exists. */
  rung: string;
  /** Key of the public metadata with the choice's display name; absent where its value is its name. */
  nameKey?: string;
  /** Option of `credentials add` or of the sign-in command. */
  option: { flag: string; description: Text };
};

/** A refusal that the provider shows on its own page and does not report back: only the person sees it. */
export type PageErrorDescriptor = {
  /** Its row in the error catalogue, without the provider's name. */
  id: string;
  /** The line that the page prints: `Error 400: redirect_uri_mismatch`. */
  printed: string;
  /** What the page says above it, for a person who does not see that line. */
  says: string;
  /** What fixes it: other credentials, another account, the same link in another browser, or another try. */
  repair: 'other-client' | 'other-account' | 'other-browser' | 'again';
};

/** A provider whose account is connected by signing in at its own page, in the browser. */
export type SignInDescriptor = {
  /** Accessible name of the button: `Connect Acme`. */
  action: Text;
  /** Origin of the sign-in page: the only one that the browser is sent to. */
  origin: string;
  /** What the person will see in the browser, one line a step. */
  expect: readonly Text[];
  /** What the provider calls a program that may ask for access; the clinic brings its own. */
  clientName: Text;
  /** What a new sign-in does not change. */
  keeps: Text;
  /** Refusals that end on the page itself, likeliest first. */
  pageErrors: readonly PageErrorDescriptor[];
  /** Where the provider's page explains errors that are not listed here. */
  otherPageErrors: Text;
  /** Why a sign-in that ends by itself does so, and how to make it last; shown with its countdown. */
  expiryReason: Text;
  /** Help page about making it last. */
  expiryHelpUrl: string;
};

/** A test that a person starts, and that proves the top of the ladder. */
export type TestDescriptor = {
  /** `Calendar test`. */
  title: Text;
  /** Accessible name of the button: `Run calendar test`. */
  action: Text;
  /** Its steps in their order; programs rely on the ids. */
  steps: readonly TestStepDescriptor[];
  /** Sentences about the test as a whole. */
  words: {
    /** What the test does, where none was run yet. */
    about: Text;
    /** Title of a run in which everything passed: `All 4 passed`. */
    passed: Text;
    /** What a passed test proves. */
    proves: Text;
    /** While it is being stopped, and once it was. */
    stopping: Text;
    stopped: Text;
    /** When the console ended while it ran. */
    interrupted: Text;
  };
};
export type TestStepDescriptor = {
  id: string;
  label: Text;
  /** What the step will do, shown before it has run. */
  promise: Text;
  /** `message`: it sends a text message, so that running it again may reach somebody twice. */
  sends?: 'message';
};

/** A provider that sends text messages: the SMS test runs through it. */
export type MessagesDescriptor = {
  /** What its own page about an account with a limited set of recipients is called: `the Acme Console`. */
  consoleName: Text;
};

/** A step of the wizard. `connect` asks for credentials or the sign-in; `messages` is the SMS test. */
export type SetupStepDescriptor = {
  /** Stored as the place to resume at, and part of the address: stable. */
  id: string;
  view: 'connect' | 'messages';
  /** In the list of steps: stable, QA relies on it. */
  label: Text;
  /** Heading of the step itself. */
  heading: Text;
  /** One sentence under the heading: what happens here. */
  purpose: Text;
};

/** Words about ending a connection. */
export type EndingDescriptor = {
  /** Accessible name of the button: `Revoke`, `Disconnect`. */
  action: Text;
  /** The button's words meanwhile. */
  busy: Text;
  /** True when the provider withdraws the access; false when the key stays valid there. */
  isTold: boolean;
  /** Asked before it is done. `account`: what the person recognises the connection by. */
  explain: (connection: { clinic: string; keyHint: string; account: string | null }) => string;
  /** Said once it is done. */
  done: Text;
  /** What stays, or what is left to do, when the clinic is removed. */
  remains: Text;
  /** What other clinics share with it, after `Another clinic` and `2 other clinics`. */
  common: { one: Text; many: Text };
  /** Page where the account's owner can see and revoke the access. */
  page: string;
};

/** For a clinic that has no use for the provider. A person decides that. */
type NeedDescriptor = {
  /** In place of the card's text: `This clinic sends no text messages.` */
  notNeeded: Text;
  /** What a person needs in order to connect it. */
  atHand: Text;
};

/** What the handoff says of a connection. */
type HandoffDescriptor = {
  /** For a clinic without this connection. `owner`: who takes care of it, beside the `{installer}`. */
  missing: { what: Text; why: Text; owner: Text };
  /** Labels of the report's lines; `facts` are ids of the connection's facts. */
  lines: { resource: Text; key: Text | null; facts: readonly string[]; addedBy: Text };
};

/** Where the provider is on the network. */
type NetworkDescriptor = {
  /** Environment variable that sends its requests to another address on this computer. */
  variable: string;
  /** Exactly the hosts that requests go to, the one asked most first. */
  hosts: readonly string[];
  /** The provider's status page. */
  statusPage: string;
};

/** A place that a link may lead to. An origin with pages of all kinds is limited to the paths that are needed. */
export type HelpPlace = {
  /** Without a trailing slash. */
  origin: string;
  /** Beginnings of paths, each with its slashes; absent for the whole origin. */
  paths?: readonly string[];
};

/** What the command line offers for a provider beside `credentials`. */
export type CommandDescriptor = {
  /** `voxanne-console acme …`. */
  name: string;
  description: Text;
  /** For a provider with a sign-in. */
  connect?: {
    clientFile: Text;
    /** Options that stand for a method other than the first. */
    methods: readonly { flag: string; methodId: string; description: Text }[];
    switchAccount: Text;
    explain: Text;
  };
  /** For a provider with a test of its own. */
  test?: Text;
  /** For a provider that withdraws access. */
  disconnect?: Text;
};

/** A mode of the account, for a provider with a test mode. */
export type ModeDescriptor = {
  /** On the badge: `Test mode`. */
  label: Text;
  tone: 'neutral' | 'info' | 'warning';
  /** What a proof in this mode means. */
  meaning: Text;
};

export type ProviderDescriptor = {
  id: ProviderId;
  /** On cards, columns and steps: `Acme Calendar`. */
  name: string;
  /** The company, as sentences name it: `Acme`. */
  company: string;
  /** What it does for the clinic, as a subject: `Text messages`. */
  purpose: Text;
  /** What the console does with it, after `Voxanne`: `books on its own Acme Calendar`. */
  use: Text;
  /** What the clinic can do once everything is proven: `send text messages`. */
  enables: Text;
  methods: readonly MethodDescriptor[];
  /** Accessible name of the choice between methods. */
  methodsLabel: Text;
  /** The stored fields that a receptionist of a shared vault needs to act for the clinic. It is given no other. */
  machineFields: readonly string[];
  /** Accessible name of the button that opens the guide to its credentials. */
  guideAction: Text;
  /**
   * The ladder's rungs, bottom first. `evidence`: evidence under this name, gathered by using the connection, decides
   * the rung where the provider's own answers leave it open. `provedBy`: the test that alone proves it, which a person
   * starts. `renewedByUse`: a check renews that proof where the provider tells of later real use. `fixedBy`: what helps
   * when it is disproved, other credentials when absent. `brief`: two or three words for a cell of the list, which
   * shows no label beside them.
   */
  rungs: readonly {
    id: string;
    label: Text;
    evidence?: string;
    provedBy?: 'test';
    renewedByUse?: true;
    fixedBy?: 'choose' | 'open';
    brief: { proven: Text; failed: Text };
  }[];
  /** Codes of failures that are fixed at the provider, and by no other credential. */
  ownProblems: readonly string[];
  /** Null when nothing is picked. */
  choice: ChoiceDescriptor | null;
  /** Set when connecting takes a sign-in in the browser beside the fields. */
  signIn?: SignInDescriptor;
  /** Set when the provider has a test. */
  test?: TestDescriptor;
  /** Set for a provider of text messages. */
  messages?: MessagesDescriptor;
  /** Set when its accounts have modes; keys are what `ProviderProof.mode` says. */
  modes?: Readonly<Record<string, ModeDescriptor>>;
  /**
   * What `Import` takes; a `.env` file when absent. `hint`: what the provider calls it. `marks`: what its text is known
   * by.
   */
  importFile?: { name: Text; extensions: readonly string[]; hint: Text; marks: RegExp };
  /** Names under which a `.env` file or the environment carries a recipient for test messages. */
  recipientEnvKeys?: readonly string[];
  /** Names of the provider's settings that this console does not use, each with what it is and what to give instead. */
  otherEnvKeys?: Readonly<Record<string, Text>>;
  /** Its steps in the wizard. */
  setup: readonly SetupStepDescriptor[];
  need: NeedDescriptor;
  ending: EndingDescriptor;
  handoff: HandoffDescriptor;
  network: NetworkDescriptor;
  /** All places that links to the provider may lead to. */
  helpPlaces: readonly HelpPlace[];
  /** Pages of the provider; `console` is where the account is looked after. */
  helpUrls: { console: string } & Readonly<Record<string, string>>;
  /** Forms of its secrets, each with the flag `g`: blacked out in the log and in every text that comes from outside. */
  secrets: readonly RegExp[];
  command?: CommandDescriptor;
  /** Practice mode: the button that offers its accounts, and the field by which one is found in the form. */
  practice: { menu: Text; copyField?: string };
};
