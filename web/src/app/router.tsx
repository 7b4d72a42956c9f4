/** Every address of the app. Screens are loaded when they are first opened; filters stand in the address, names of patients never do. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, parseSearchWith, redirect, stringifySearchWith } from '@tanstack/react-router';
import { Frame } from './frame';
import { NotHere } from './not-here';

const root = createRootRoute({ component: Frame, notFoundComponent: NotHere });

type Search = Readonly<Record<string, string | undefined>>;
/** What an address says, as text; a screen reads of it what it knows. */
const search = (given: Record<string, unknown>): Search => Object.fromEntries(Object.entries(given).flatMap(([key, value]) => (value === undefined || value === null || value === '' ? [] : [[key, String(value)]])));

// One line per address: path, and the screen that is loaded for it.
const home = createRoute({ getParentRoute: () => root, path: '/', beforeLoad: () => { throw redirect({ to: '/queue' }); } });
const queue = createRoute({ getParentRoute: () => root, path: '/queue', validateSearch: search, component: lazyRouteComponent(() => import('../screens/queue/queue-screen'), 'QueueScreen') });
const today = createRoute({ getParentRoute: () => root, path: '/today', component: lazyRouteComponent(() => import('../screens/today/today-screen'), 'TodayScreen') });
const patients = createRoute({ getParentRoute: () => root, path: '/patients', validateSearch: search, component: lazyRouteComponent(() => import('../screens/patients/patients-screen'), 'PatientsScreen') });
const newPatient = createRoute({ getParentRoute: () => root, path: '/patients/new', component: lazyRouteComponent(() => import('../screens/patients/new-patient-screen'), 'NewPatientScreen') });
const patient = createRoute({ getParentRoute: () => root, path: '/patients/$patientId', validateSearch: search, component: lazyRouteComponent(() => import('../screens/patient/patient-screen'), 'PatientScreen') });
const checklist = createRoute({ getParentRoute: () => root, path: '/patients/$patientId/episodes/$episodeId/checklist', validateSearch: search, component: lazyRouteComponent(() => import('../screens/checklist/checklist-screen'), 'ChecklistScreen') });
const record = createRoute({ getParentRoute: () => root, path: '/patients/$patientId/record', validateSearch: search, component: lazyRouteComponent(() => import('../screens/record/record-screen'), 'RecordScreen') });
const blockResult = createRoute({ getParentRoute: () => root, path: '/patients/$patientId/block-result', validateSearch: search, component: lazyRouteComponent(() => import('../screens/block-result/block-result-screen'), 'BlockResultScreen') });
const relief = createRoute({ getParentRoute: () => root, path: '/patients/$patientId/facts/$factId/relief', component: lazyRouteComponent(() => import('../screens/relief/relief-screen'), 'ReliefScreen') });
const trial = createRoute({ getParentRoute: () => root, path: '/patients/$patientId/facts/$factId/trial', component: lazyRouteComponent(() => import('../screens/trial/trial-screen'), 'TrialScreen') });
const documentation = createRoute({ getParentRoute: () => root, path: '/patients/$patientId/facts/$factId/documentation', component: lazyRouteComponent(() => import('../screens/documentation/documentation-screen'), 'DocumentationScreen') });
const authorization = createRoute({ getParentRoute: () => root, path: '/patients/$patientId/authorizations/$authorizationId', validateSearch: search, component: lazyRouteComponent(() => import('../screens/authorization/authorization-screen'), 'AuthorizationScreen') });
const packet = createRoute({ getParentRoute: () => root, path: '/patients/$patientId/packets/$packetId', validateSearch: search, component: lazyRouteComponent(() => import('../screens/packet/packet-screen'), 'PacketScreen') });
const denial = createRoute({ getParentRoute: () => root, path: '/patients/$patientId/authorizations/$authorizationId/denial', component: lazyRouteComponent(() => import('../screens/denial/denial-screen'), 'DenialScreen') });
const deadlines = createRoute({ getParentRoute: () => root, path: '/deadlines', validateSearch: search, component: lazyRouteComponent(() => import('../screens/deadlines/deadlines-screen'), 'DeadlinesScreen') });
const booking = createRoute({ getParentRoute: () => root, path: '/may-i-book', validateSearch: search, component: lazyRouteComponent(() => import('../screens/booking/booking-screen'), 'BookingScreen') });
const policies = createRoute({ getParentRoute: () => root, path: '/policies', validateSearch: search, component: lazyRouteComponent(() => import('../screens/policies/policies-screen'), 'PoliciesScreen') });
const policy = createRoute({ getParentRoute: () => root, path: '/policies/$policyId/$version', validateSearch: search, component: lazyRouteComponent(() => import('../screens/policies/policy-screen'), 'PolicyScreen') });
const whatIf = createRoute({ getParentRoute: () => root, path: '/what-if', validateSearch: search, component: lazyRouteComponent(() => import('../screens/policies/what-if-screen'), 'WhatIfScreen') });
const claims = createRoute({ getParentRoute: () => root, path: '/claims', validateSearch: search, component: lazyRouteComponent(() => import('../screens/claims/claims-screen'), 'ClaimsScreen') });
const numbers = createRoute({ getParentRoute: () => root, path: '/numbers', validateSearch: search, component: lazyRouteComponent(() => import('../screens/numbers/numbers-screen'), 'NumbersScreen') });
const audit = createRoute({ getParentRoute: () => root, path: '/audit', validateSearch: search, component: lazyRouteComponent(() => import('../screens/audit/audit-screen'), 'AuditScreen') });
const users = createRoute({ getParentRoute: () => root, path: '/users', validateSearch: search, component: lazyRouteComponent(() => import('../screens/users/users-screen'), 'UsersScreen') });
const directory = createRoute({ getParentRoute: () => root, path: '/directory', validateSearch: search, component: lazyRouteComponent(() => import('../screens/directory/directory-screen'), 'DirectoryScreen') });
const imports = createRoute({ getParentRoute: () => root, path: '/imports', validateSearch: search, component: lazyRouteComponent(() => import('../screens/imports/imports-screen'), 'ImportsScreen') });
const settings = createRoute({ getParentRoute: () => root, path: '/settings', validateSearch: search, component: lazyRouteComponent(() => import('../screens/settings/settings-screen'), 'SettingsScreen') });

const routeTree = root.addChildren([
  home, queue, today, patients, newPatient, patient, checklist, record, blockResult, relief, trial, documentation, authorization, packet, denial,
  deadlines, booking, policies, policy, whatIf, claims, numbers, audit, users, directory, imports, settings,
]);

// What stands in an address is text and is read as text: `page=6`, and not `page=%226%22`.
export const router = createRouter({ routeTree, parseSearch: parseSearchWith((text) => text), stringifySearch: stringifySearchWith(String), basepath: '/app', defaultPreload: 'intent', scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
