/**
 * Row-level security binds the owner of the tables too (FORCE), but never a superuser or a user with BYPASSRLS. Where the database's user is
 * such a one, the service's connections take a role that is bound, and that owns nothing.
 */
import { codeOf } from './store-errors';

export const SERVICE_ROLE = 'pathgate_service';

const RIGHTS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;
const INSUFFICIENT_PRIVILEGE = '42501';
/** Another database of the server, whose migrations hold another lock, was quicker. */
const IS_THERE = /^(42710|23505)$/;

export type RowSecurity =
  /** By the role, or by the user itself where there is none. */
  | { readonly holds: true; readonly role?: string }
  | { readonly holds: false; readonly user: string };
type Ask = (sql: string) => Promise<readonly Record<string, unknown>[]>;

/** Only looks. */
export async function findRowSecurity(ask: Ask): Promise<RowSecurity> {
  const [user] = await ask('SELECT rolname, rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = session_user');
  if (user?.['bypasses'] !== true) return { holds: true };
  const [role] = await ask(`SELECT pg_has_role(session_user, oid, 'MEMBER') AS is_member FROM pg_roles WHERE rolname = '${SERVICE_ROLE}' AND NOT rolsuper AND NOT rolbypassrls`);
  return role?.['is_member'] === true ? { holds: true, role: SERVICE_ROLE } : { holds: false, user: String(user['rolname']) };
}

/** Makes the role where it is needed and may be made, and gives it what the service does with the tables. Under the lock of the migrations. */
export async function prepareServiceRole(ask: Ask): Promise<RowSecurity> {
  const found = await findRowSecurity(ask);
  const security = found.holds || !await makeRole(ask) ? found : await findRowSecurity(ask);
  if (security.holds && security.role !== undefined) await grantTables(ask);
  return security;
}

/** For a connection of a reader: the role where the service has it and has given it this database's tables; else the user reads as it is. */
export async function takeServiceRole(ask: Ask): Promise<void> {
  const security = await findRowSecurity(ask);
  if (!security.holds || security.role === undefined) return;
  const [given] = await ask(`SELECT has_table_privilege('${SERVICE_ROLE}', to_regclass('migrations'), 'SELECT') AS may_read`);
  if (given?.['may_read'] === true) await ask(`SET ROLE ${SERVICE_ROLE}`);
}

/** False: this user may not. */
async function makeRole(ask: Ask): Promise<boolean> {
  try {
    await ask(`CREATE ROLE ${SERVICE_ROLE} NOLOGIN`).catch((error: unknown) => {
      if (!IS_THERE.test(codeOf(error) ?? '')) throw error;
    });
    await ask(`GRANT ${SERVICE_ROLE} TO session_user`);
    return true;
  } catch (error) {
    if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    return false;
  }
}

/** Only what is missing: after a migration or a restore. */
async function grantTables(ask: Ask): Promise<void> {
  const lacks = RIGHTS.map((right) => `NOT has_table_privilege('${SERVICE_ROLE}', oid, '${right}')`).join(' OR ');
  const tables = await ask(`SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND (${lacks})`);
  const [schema] = await ask(`SELECT quote_ident(current_schema()) AS name, has_schema_privilege('${SERVICE_ROLE}', current_schema(), 'USAGE') AS may_use`);
  if (schema?.['may_use'] !== true) await ask(`GRANT USAGE ON SCHEMA ${String(schema?.['name'])} TO ${SERVICE_ROLE}`);
  if (tables.length > 0) await ask(`GRANT ${RIGHTS.join(', ')} ON ${tables.map(({ name }) => String(name)).join(', ')} TO ${SERVICE_ROLE}`);
}

/** What the operator is told, at the start and by `doctor`. */
export function whyNotHeld(user: string): string {
  return `row-level security does not bind ${user} (superuser or BYPASSRLS), who may not make the role ${SERVICE_ROLE} either`;
}

export const HOW_TO_HOLD = `Practices are kept apart by every query all the same. For the second line of defence, name a user with neither right that owns the tables, or have an administrator run: CREATE ROLE ${SERVICE_ROLE} NOLOGIN; GRANT ${SERVICE_ROLE} TO the user`;
