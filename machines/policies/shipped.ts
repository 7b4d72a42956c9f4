/**
 * The policies that ship with this version, parsed once. A payer's change is one new file and two lines here: its import
 * and its name. `POLICY_FILES` holds complete files: what a family gives is filled in.
 */
import { assert } from '../kernel/assert';
import { isRejection } from '../kernel/rejection';
import type { Policy } from '../criteria/types';
import { withFamily } from './family';
import { parsePolicies } from './parse';
import aetnaFacet20260101 from './aetna/facet@2026-01-01.json';
import aetnaScs20260101 from './aetna/scs@2026-01-01.json';
import bcbsAlScs20240501 from './bcbs-al/scs@2024-05-01.json';
import bcbsMaEpidural20211207 from './bcbs-ma/epidural@2021-12-07.json';
import bcbsNdFacet20260101 from './bcbs-nd/facet@2026-01-01.json';
import cignaEpiduralEvicore20260101 from './cigna/epidural-evicore@2026-01-01.json';
import cignaFacetEvicore20250228 from './cigna/facet-evicore@2025-02-28.json';
import cignaScsEvicore20260101 from './cigna/scs-evicore@2026-01-01.json';
import healthpartnersFacet20260101 from './healthpartners/facet@2026-01-01.json';
import medicareEpiduralFirstCoast20260101 from './medicare/epidural-first-coast@2026-01-01.json';
import medicareEpiduralNoridianJe20260101 from './medicare/epidural-noridian-je@2026-01-01.json';
import medicareEpiduralNoridianJf20260101 from './medicare/epidural-noridian-jf@2026-01-01.json';
import medicareFacetCgs20210425 from './medicare/facet-cgs@2021-04-25.json';
import medicareFacetCgs20260723 from './medicare/facet-cgs@2026-07-23.json';
import medicareFacetFirstCoast20210425 from './medicare/facet-first-coast@2021-04-25.json';
import medicareFacetNgs20210425 from './medicare/facet-ngs@2021-04-25.json';
import medicareFacetNoridianJe20210425 from './medicare/facet-noridian-je@2021-04-25.json';
import medicareFacetNoridianJe20260416 from './medicare/facet-noridian-je@2026-04-16.json';
import medicareFacetNoridianJf20210425 from './medicare/facet-noridian-jf@2021-04-25.json';
import medicareFacetNoridianJf20260416 from './medicare/facet-noridian-jf@2026-04-16.json';
import medicareFacetNovitas20210425 from './medicare/facet-novitas@2021-04-25.json';
import medicareFacetPalmetto20210425 from './medicare/facet-palmetto@2021-04-25.json';
import medicareFacetWps20210425 from './medicare/facet-wps@2021-04-25.json';
import medicareScsCgs19950807 from './medicare/scs-cgs@1995-08-07.json';
import medicareScsCgs20210701 from './medicare/scs-cgs@2021-07-01.json';
import medicareScsFirstCoast19950807 from './medicare/scs-first-coast@1995-08-07.json';
import medicareScsNgs19950807 from './medicare/scs-ngs@1995-08-07.json';
import medicareScsNgs20210707 from './medicare/scs-ngs@2021-07-07.json';
import medicareScsNoridianJe19950807 from './medicare/scs-noridian-je@1995-08-07.json';
import medicareScsNoridianJf20191201 from './medicare/scs-noridian-jf@2019-12-01.json';
import medicareScsNovitas19950807 from './medicare/scs-novitas@1995-08-07.json';
import medicareScsPalmetto19950807 from './medicare/scs-palmetto@1995-08-07.json';
import medicareScsWps19950807 from './medicare/scs-wps@1995-08-07.json';
import uhcFacetAblation20260201 from './uhc/facet-ablation@2026-02-01.json';
import uhcFacetAblation20260701 from './uhc/facet-ablation@2026-07-01.json';
import uhcFacetBlocks20260910 from './uhc/facet-blocks@2026-09-10.json';
import uhcMedicareScs20250926 from './uhc/medicare-scs@2025-09-26.json';
import uhcScs20250101 from './uhc/scs@2025-01-01.json';
import waLniScs20240614 from './wa-lni/scs@2024-06-14.json';

/** As the files are written, before what a family gives is filled in. */
export const WRITTEN_POLICY_FILES: Readonly<Record<string, unknown>> = {
  'aetna/facet@2026-01-01.json': aetnaFacet20260101,
  'aetna/scs@2026-01-01.json': aetnaScs20260101,
  'bcbs-al/scs@2024-05-01.json': bcbsAlScs20240501,
  'bcbs-ma/epidural@2021-12-07.json': bcbsMaEpidural20211207,
  'bcbs-nd/facet@2026-01-01.json': bcbsNdFacet20260101,
  'cigna/epidural-evicore@2026-01-01.json': cignaEpiduralEvicore20260101,
  'cigna/facet-evicore@2025-02-28.json': cignaFacetEvicore20250228,
  'cigna/scs-evicore@2026-01-01.json': cignaScsEvicore20260101,
  'healthpartners/facet@2026-01-01.json': healthpartnersFacet20260101,
  'medicare/epidural-first-coast@2026-01-01.json': medicareEpiduralFirstCoast20260101,
  'medicare/epidural-noridian-je@2026-01-01.json': medicareEpiduralNoridianJe20260101,
  'medicare/epidural-noridian-jf@2026-01-01.json': medicareEpiduralNoridianJf20260101,
  'medicare/facet-cgs@2021-04-25.json': medicareFacetCgs20210425,
  'medicare/facet-cgs@2026-07-23.json': medicareFacetCgs20260723,
  'medicare/facet-first-coast@2021-04-25.json': medicareFacetFirstCoast20210425,
  'medicare/facet-ngs@2021-04-25.json': medicareFacetNgs20210425,
  'medicare/facet-noridian-je@2021-04-25.json': medicareFacetNoridianJe20210425,
  'medicare/facet-noridian-je@2026-04-16.json': medicareFacetNoridianJe20260416,
  'medicare/facet-noridian-jf@2021-04-25.json': medicareFacetNoridianJf20210425,
  'medicare/facet-noridian-jf@2026-04-16.json': medicareFacetNoridianJf20260416,
  'medicare/facet-novitas@2021-04-25.json': medicareFacetNovitas20210425,
  'medicare/facet-palmetto@2021-04-25.json': medicareFacetPalmetto20210425,
  'medicare/facet-wps@2021-04-25.json': medicareFacetWps20210425,
  'medicare/scs-cgs@1995-08-07.json': medicareScsCgs19950807,
  'medicare/scs-cgs@2021-07-01.json': medicareScsCgs20210701,
  'medicare/scs-first-coast@1995-08-07.json': medicareScsFirstCoast19950807,
  'medicare/scs-ngs@1995-08-07.json': medicareScsNgs19950807,
  'medicare/scs-ngs@2021-07-07.json': medicareScsNgs20210707,
  'medicare/scs-noridian-je@1995-08-07.json': medicareScsNoridianJe19950807,
  'medicare/scs-noridian-jf@2019-12-01.json': medicareScsNoridianJf20191201,
  'medicare/scs-novitas@1995-08-07.json': medicareScsNovitas19950807,
  'medicare/scs-palmetto@1995-08-07.json': medicareScsPalmetto19950807,
  'medicare/scs-wps@1995-08-07.json': medicareScsWps19950807,
  'uhc/facet-ablation@2026-02-01.json': uhcFacetAblation20260201,
  'uhc/facet-ablation@2026-07-01.json': uhcFacetAblation20260701,
  'uhc/facet-blocks@2026-09-10.json': uhcFacetBlocks20260910,
  'uhc/medicare-scs@2025-09-26.json': uhcMedicareScs20250926,
  'uhc/scs@2025-01-01.json': uhcScs20250101,
  'wa-lni/scs@2024-06-14.json': waLniScs20240614,
};

export const POLICY_FILES: readonly { readonly name: string; readonly content: unknown }[] =
  Object.entries(WRITTEN_POLICY_FILES).map(([name, content]) => ({ name, content: withFamily(content) }));

export const SHIPPED_POLICIES: readonly Policy[] = shipped();

function shipped(): readonly Policy[] {
  const policies = parsePolicies(POLICY_FILES);
  assert(!isRejection(policies), isRejection(policies) ? policies.message : '');
  return policies;
}
