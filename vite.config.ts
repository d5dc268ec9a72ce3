/** Builds the three programs: the window's page, its preload, and the main process with the command line beside it. */
import { readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { parseAst } from 'rolldown/parseAst';
import { defineConfig, type Plugin } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { crashPageIn } from './src-main/window/crash-page.ts';
import spanish from './src-shared/texts/es.json' with { type: 'json' };
import { type Language, languages } from './src-shared/texts/languages.ts';

const root = import.meta.dirname;
const windowFiles = path.join(root, 'build/window');

/** For `npm run dev`. The page's source map is inside its script: `app://` serves no maps. */
const debuggable = process.env.VOXANNE_DEBUGGABLE === '1';

/**
 * What stays in node_modules at run time: Electron, Node, and the packages that carry native code or are loaded lazily.
 */
const external = [
  'electron',
  ...Object.keys(packageJson.dependencies),
  ...builtinModules,
  /^node:/,
  // For the command line of a checkout. A package asks the browser instead, and carries neither.
  'pac-resolver',
  'quickjs-wasi',
];

/** With one letter beyond Latin-1 in it, V8 keeps and reads a whole file in two bytes a letter. */
const oneByteLetters = { charset: 'ascii' } as const;

/** Comments and tagged templates keep their letters. */
const isInOneByte: Plugin = {
  name: 'is-in-one-byte',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk' && /[^\0-\xff]/.test(chunk.code))
        throw new Error(`${chunk.fileName} is not in Latin-1`);
  },
};

// In one folder: a file that is started by its path is found from whichever chunk asks for it.
const nodeOutput = {
  ...oneByteLetters,
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
} as const;

type Graph = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };

/** A module and all that is read with it. */
function readWith(id: string, graph: Graph, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) readWith(imported, graph, found);
  return found;
}

const main = path.join(root, 'src-main/main.ts');

/** What `main.ts` itself reads, in two files: what needs Electron, and what other programs share, which have none. */
const readByMain = (name: string, { needsElectron }: { needsElectron: boolean }) => ({
  name: (id: string, graph: Graph) => {
    const isRead = id !== main && readWith(main, graph).has(id);
    return isRead && readWith(id, graph).has('electron') === needsElectron ? name : null;
  },
  debugName: name,
});

/** The contract of the first screen's calls, which `answer` reads with the first of them. */
const readByFirstCalls: Partial<Record<string, readonly string[]>> = {
  'src-main/ipc/answer': ['src-shared/ipc/app-calls', 'src-shared/ipc/organizations-calls'],
};

/**
 * What the window's start reads, a file each piece of `main.ts`: each holds what it needs and no piece before it has.
 * Else it would be some ninety small files, which take 15 ms longer.
 */
const startFiles = [
  readByMain('start', { needsElectron: false }),
  readByMain('start-window', { needsElectron: true }),
  ...[
    'src-shared/errors',
    'src-shared/organizations/organization',
    'src-main/storage/queries',
    'src-main/storage/create-storage',
    'src-shared/providers/index',
    'src-main/vault/open-vault',
    'src-main/compose',
    'src-main/desktop',
    'src-main/ipc/answer',
    'src-main/ipc/handlers/index',
  ].map((piece) => ({
    name: `start-${path.basename(piece.replace(/\/index$/, ''))}`,
    test: (id: string) =>
      [piece, ...(readByFirstCalls[piece] ?? [])].some((one) => id === path.join(root, `${one}.ts`)),
  })),
].map((group, index, all) => ({ ...group, priority: all.length - index }));

/**
 * The text's font is asked for with the page and not when the first words are laid out. Until it is there, Chromium
 * asks the system for another one, which takes longer than all the rest of the first layout.
 */
const fontBeforeWords: Plugin = {
  name: 'font-before-words',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /inter-latin-wght.*\.woff2$/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${file}` },
          injectTo: 'head-prepend',
        })),
  },
};

const catalogues: Partial<Record<Language, Readonly<Record<string, string>>>> = { es: spanish };

/** The page's own words, for whoever hears it before the first screen is drawn. */
const pageIn = (language: Language, page: string): string =>
  page
    .replace('<html lang="en"', `<html lang="${language}"`)
    .replace(/(?<=aria-label=")[^"]+/g, (words) => catalogues[language]?.[words] ?? words);

/** Each page once more for each other language that the console speaks: its first bytes say which. */
const pageInEachLanguage: Plugin = {
  name: 'page-in-each-language',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const page = bundle['index.html'];
    if (page?.type !== 'asset') return;
    const crashed = readFileSync(path.join(windowFiles, 'crashed.html'), 'utf8');
    for (const language of languages.filter((one) => one !== 'en')) {
      const emit = (name: string, source: string) =>
        this.emitFile({ type: 'asset', fileName: `${name}.${language}.html`, source });
      emit('index', pageIn(language, String(page.source)));
      emit('crashed', crashPageIn(language, catalogues[language] ?? {}, crashed));
    }
  },
};

/**
 * What crosses the bridge is checked in the main process. Of the schemas that describe it, the page uses the types: each
 * is made only where it is asked for, so that neither they nor zod are part of the first screen.
 */
const schemasWhereUsed: Plugin = {
  name: 'schemas-where-used',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  transform: {
    filter: { id: /\/src-shared\/.*\.ts$/, code: /from 'zod'/ },
    handler(code) {
      let marked = code;
      for (const { start, end } of schemasIn(code).reverse())
        marked = `${marked.slice(0, start)}/* @__PURE__ */ (() => ${marked.slice(start, end)})()${marked.slice(end)}`;
      return { code: marked, map: null };
    },
  },
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk' && chunk.isEntry && chunk.moduleIds.some((id) => id.includes('/node_modules/zod/')))
        throw new Error('zod is part of the first screen: something there uses a schema, not only its type.');
  },
};

/** The constants of a module that a call makes. */
const schemasIn = (code: string) =>
  parseAst(code, { lang: 'ts' }).body.flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'VariableDeclaration') return [];
    return declared.declarations.flatMap(({ init }) => (init?.type === 'CallExpression' ? [init] : []));
  });

/** Of each city, what time zones are looked for by: a third of the list. */
const citiesAndZones: Plugin = {
  name: 'cities-and-zones',
  enforce: 'pre',
  transform: {
    filter: { id: /city-timezones\/data\/cityMap\.json$/ },
    handler: (json) => {
      const cities = JSON.parse(json) as { city: string; city_ascii: string; timezone: string }[];
      const used = cities.map(({ city, city_ascii, timezone }) => ({ city, city_ascii, timezone }));
      return { code: JSON.stringify(used), map: null };
    },
  },
};

/** The tables of telephone numbers as JSON text, which JavaScript reads twice as fast as a literal of the same size. */
const tablesAsJson: Plugin = {
  name: 'tables-as-json',
  transform: {
    filter: { id: /libphonenumber-js\/metadata\.\w+\.json\.js$/ },
    handler: (code) => {
      const table = /export default (\{.*\});?\s*$/s.exec(code)?.[1];
      if (table === undefined) throw new Error('The tables of telephone numbers look different from before.');
      return { code: `export default JSON.parse(${JSON.stringify(table)});`, map: null };
    },
  },
};

/**
 * Bundled, the twilio package is one file to read instead of some two hundred. Its classes for each of Twilio's APIs
 * stay out of it: they are large, the package reads each when it is first asked for, and requests of the console name
 * their path themselves.
 */
const twilioWithoutApis: Plugin = {
  name: 'twilio-without-apis',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^\.\/[A-Z]\w*$/ },
    handler: (id, importer) =>
      importer !== undefined && /twilio\/lib\/rest\/Twilio\.js$/.test(importer.replaceAll('\\', '/'))
        ? `\0twilio-api:${id.slice(2)}`
        : null,
  },
  load: {
    filter: { id: /^\0twilio-api:/ },
    handler: (id) => ({
      code: `throw new Error('${id.slice('\0twilio-api:'.length)} of the twilio package is not in this program.');`,
      moduleSideEffects: true,
    }),
  },
};

/** What of the twilio package is not used: its own HTTP client, tokens, TwiML, webhooks and other ways to sign in. */
const twilioUnused = /^\.\/(?:base\/)?RequestClient$|^\.\/(?:jwt|twiml|webhooks|credential_provider)\//;

/**
 * The console gives the package its own client and makes none of these. With axios and the others that they bring they
 * are two thirds of what is read before a text can be sent. Whatever asks for one finds nothing there and fails.
 */
const twilioWithoutUnused: Plugin = {
  name: 'twilio-without-unused',
  enforce: 'pre',
  resolveId: {
    filter: { id: twilioUnused },
    handler: (_id, importer) =>
      importer !== undefined && /twilio\/lib\/(?:index|base\/BaseTwilio)\.js$/.test(importer.replaceAll('\\', '/'))
        ? '\0twilio-unused'
        : null,
  },
  load: {
    filter: { id: /^\0twilio-unused$/ },
    handler: () => ({ code: 'module.exports = {};', moduleSideEffects: true }),
  },
};

/**
 * The driver's packages come in two forms, and ask each other for one by `require`. Given the other one, they find an
 * object where they expect a class.
 */
const driverInOneForm: Plugin = {
  name: 'driver-in-one-form',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^pg(?:-(?:pool|protocol|connection-string|types))?$/ },
    handler: (id) => createRequire(import.meta.url).resolve(id),
  },
};

export default defineConfig({
  root: path.join(root, 'src-renderer'),
  base: './',
  plugins: [
    react(),
    fontBeforeWords,
    pageInEachLanguage,
    schemasWhereUsed,
    isInOneByte,
    citiesAndZones,
    tablesAsJson,
    twilioWithoutApis,
    twilioWithoutUnused,
    driverInOneForm,
  ],
  // The window's own icon, for Linux (small, because the main thread scales it), and the page for a window that keeps
  // crashing.
  publicDir: windowFiles,
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'main', 'preload']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
  environments: {
    client: {
      build: {
        outDir: path.join(root, 'dist/renderer'),
        license: { fileName: 'licences.json' },
        emptyOutDir: true,
        minify: !debuggable,
        sourcemap: debuggable ? 'inline' : false,
        target: 'chrome130',
        modulePreload: { polyfill: false },
        // Icons and fonts come from app://, never as data: in a style, so that the CSP can stay narrow.
        assetsInlineLimit: 0,
        // The list of the world's cities is one file, read only when somebody looks for a time zone.
        chunkSizeWarningLimit: 1_000,
        // The first screen is one script and one style: each file more is a request that waits for the main process
        // while it starts.
        rolldownOptions: {
          output: { ...oneByteLetters, codeSplitting: { groups: [{ name: 'first-screen', tags: ['$initial'] }] } },
        },
        cssCodeSplit: true,
      },
    },
    main: {
      consumer: 'server',
      resolve: { external: true, noExternal: true, conditions: ['node', 'import', 'module', 'default'] },
      build: {
        outDir: path.join(root, 'dist/main'),
        copyPublicDir: false,
        license: { fileName: 'licences.json' },
        emptyOutDir: true,
        target: 'node20',
        // Half the code to read at each start; the source map keeps the log's line numbers useful.
        minify: !debuggable,
        sourcemap: true,
        rolldownOptions: {
          input: {
            main: path.join(root, 'src-main/main.ts'),
            cli: path.join(root, 'src-main/cli/main.ts'),
            'storage-worker': path.join(root, 'src-main/storage/storage-worker.ts'),
          },
          external,
          platform: 'node',
          output: { ...nodeOutput, codeSplitting: { groups: startFiles } },
        },
      },
    },
    preload: {
      consumer: 'server',
      build: {
        outDir: path.join(root, 'dist/preload'),
        copyPublicDir: false,
        emptyOutDir: true,
        target: 'node20',
        minify: false,
        rolldownOptions: {
          input: { preload: path.join(root, 'src-main/preload/preload.ts') },
          external: ['electron'],
          output: nodeOutput,
        },
      },
    },
  },
});
