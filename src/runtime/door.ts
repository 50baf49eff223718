import type { LoadUpkeep } from './archive.js';
import type { LoadAuto } from './autocapture.js';
import type { LoadDeviceParser } from './device.js';
import type { LoadMisfits } from './misfits.js';
import type { LoadPage } from './page.js';
import type { LoadPlays } from './plays.js';
import type { LoadRecipes } from './recipes.js';
import type { LoadSources } from './sources.js';
import type { LoadVisit } from './visits.js';

/** What differs between the doors. */
export interface Door {
  /** Whether faulty segments are left out and told, instead of thrown. */
  readonly lenient: boolean;
  readonly loadDeviceParser: LoadDeviceParser;
  readonly loadAuto: LoadAuto;
  readonly loadSources: LoadSources;
  readonly loadMisfits: LoadMisfits;
  readonly loadPage: LoadPage;
  readonly loadRecipes: LoadRecipes;
  readonly loadVisit: LoadVisit;
  readonly loadPlays: LoadPlays;
  readonly loadUpkeep: LoadUpkeep;
}
