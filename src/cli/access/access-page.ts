/** docs/access.md: who may do what, as the tables and the routes say it. Pure. */
import { FEWER_FIELDS, type FieldList } from '../../platform/auth/fewer-fields';
import { ACTIONS, CLINICAL_READS, mayBreakGlassFor, mayDo, PRACTICE_ROLES, type Action } from '../../platform/auth/permissions';
import type { KnownRoute } from '../../platform/http/methods';

const LISTS: { readonly [L in FieldList]: string } = {
  patients: '`GET /v1/patients`, and the search', worklist: '`GET /v1/worklist`', queue: '`GET /v1/queue`', deadlines: '`GET /v1/deadlines`', authorizations: '`GET /v1/patients/{patientId}/authorizations`',
  'may-i-book': '`GET /v1/patients/{patientId}/episodes/{episodeId}/may-i-book`',
};

export function accessPage(routes: readonly KnownRoute[]): string {
  return `${[
    '# Who may do what', '',
    'Written by `npm run -s access` from `src/platform/auth/permissions.ts`, `src/platform/auth/fewer-fields.ts` and the routes as they are registered; `npm test` fails where it is stale. What a row does not name is denied. A key of an `api-consumer` may be narrowed further, to some of the actions of its role.', '',
    '## Actions by role', '',
    row(['Action', ...PRACTICE_ROLES]), row(['---', ...PRACTICE_ROLES.map(() => ':-:')]),
    ...ACTIONS.map((action) => row([`\`${action}\``, ...PRACTICE_ROLES.map((role) => (mayDo(role, action) ? 'yes' : mayBreakGlassFor(role, action) ? 'glass' : ''))])), '',
    `**glass**: of one patient, for reading, for an hour at most, after \`POST /v1/patients/{patientId}/break-glass\` with a reason; the auditor sees it (${CLINICAL_READS.length} actions). A patient's link (\`patient-link\`) opens that patient's diary and none of these.`, '',
    '## Fewer fields', '',
    row(['Answer', 'Role', 'Its fields']), row(['---', '---', '---']),
    ...(Object.entries(FEWER_FIELDS) as [FieldList, (typeof FEWER_FIELDS)[FieldList]][]).map(([list, { roles, only, without }]) =>
      row([LISTS[list], roles.map((role) => `\`${role}\``).join(', '), only === undefined ? `all but ${words(without ?? [])}` : `only ${words(only)}`])), '',
    '## Routes by action', '',
    row(['Action', 'Routes']), row(['---', '---']),
    ...ACTIONS.map((action) => row([`\`${action}\``, routesOf(routes, action)])),
    row(['of the own session', routesOf(routes, 'own-session')]),
    row(['open to everyone', routesOf(routes, 'public')]),
  ].join('\n')}\n`;
}

function routesOf(routes: readonly KnownRoute[], action: Action | 'own-session' | 'public'): string {
  return routes.filter(({ endpoint }) => endpoint.action === action).map(({ method, url }) => `\`${method} ${url.replace(/:(\w+)/g, '{$1}')}\``).sort().join('<br>');
}

function words(fields: readonly string[]): string {
  return fields.map((field) => `\`${field}\``).join(', ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
