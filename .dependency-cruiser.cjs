/**
 * The rooms and who may import whom (docs/ARCHITECTURE.md, "Dependency rules"). `import type` counts.
 * test/architecture/dependency-rules.spec.ts plants a violation of every rule and sees it fail.
 */
const SPEC = '\\.(spec|e2e-spec)\\.ts$';
const PATHWAYS = '(rfa|scs|epidural|authorization)';

/** Bottom up: a room imports itself and the rooms before it. */
const LAYERS = [
  '^machines/kernel/',
  '^machines/evidence/',
  '^machines/criteria/',
  '^machines/policies/',
  '^machines/programs/',
  '^machines/directory/',
  '^machines/diary/',
  '^machines/practice/',
  '^machines/coding/',
  '^machines/packet/',
  `^machines/${PATHWAYS}/`,
  '^machines/denials/',
  '^machines/patient/',
  '^machines/planner/',
  '^machines/deadlines/',
  '^machines/queue/',
  '^machines/what-if/',
  '^machines/numbers/',
  '^machines/public-events/',
  '^src/platform/',
  '^src/(?!platform/)',
];

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

module.exports = {
  forbidden: [
    rule('machines-are-pure', 'machines/ decides: no file, clock, network or library but xstate; move the doing to src/.',
      { path: '^machines/', pathNot: SPEC }, { pathNot: '^machines/|(^|/)node_modules/xstate/' }),
    ...LAYERS.slice(0, -1).map((layer, index) => rule('lower-never-imports-higher', 'A lower room knows nothing of a higher one; move the shared part down.',
      { path: layer, pathNot: SPEC }, { path: LAYERS.slice(index + 1).join('|') })),
    rule('pathways-are-strangers', 'Pathways meet in machines/patient, never each other.',
      { path: `^machines/${PATHWAYS}/` }, { path: `^machines/${PATHWAYS}/`, pathNot: '^machines/$1/' }),
    rule('kernel-is-the-bottom', 'The kernel imports itself and xstate only.',
      { path: '^machines/kernel/', pathNot: SPEC }, { pathNot: '^machines/kernel/|(^|/)node_modules/xstate/' }),
    rule('xstate-behind-one-door', 'Import machines/kernel/statechart; its next major version changes signatures.',
      { path: '^(machines|src)/', pathNot: `^machines/kernel/statechart\\.ts$|\\.machine\\.ts$|${SPEC}` }, { path: '(^|/)node_modules/(@?xstate)/' }),
    rule('sqlite-behind-one-door', 'Open files through src/platform/database/sqlite: a file that is opened past it is opened without its key.',
      { path: '^src/', pathNot: `^src/platform/database/sqlite\\.ts$|${SPEC}` }, { path: '(^|/)node_modules/(@types/)?better-sqlite3' }),
    rule('platform-knows-no-slice', 'src/platform serves every slice and knows none.',
      { path: '^src/platform/', pathNot: SPEC }, { path: '^src/(?!platform/)' }),
    rule('slices-meet-at-index', 'A slice shows the others its index.ts and nothing else.',
      { path: '^src/([^/]+)/', pathNot: SPEC }, { path: '^src/[^/]+/', pathNot: '^src/$1/|^src/platform/|^src/[^/]+/index\\.ts$' }),
    rule('renderers-are-plain', 'A renderer takes plain data and answers bytes: no Nest, no TypeORM.',
      { path: '\\.renderer\\.ts$|^src/packets/render/' }, { path: '(^|/)node_modules/(@nestjs|typeorm)/' }),
    rule('no-circular', 'Two files that need each other are one file, or a third is missing.', {}, { circular: true }),
    rule('no-orphans', 'Nobody imports it and it imports nobody: use it or remove it.',
      { orphan: true, path: '^(machines|src)/', pathNot: `${SPEC}|^src/main\\.ts$|^src/cli/|\\.d\\.ts$|\\.json$` }, {}),
    rule('resolvable', 'The file or package does not exist.', {}, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'], exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};
