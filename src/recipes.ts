export { benefitSeekers } from './recipes/benefits.js';
export { deepReaders, readers, readersWhoNeverShop, seriesReaders, topicReaders } from './recipes/blog.js';
export { recipeNames } from './recipes/by-name.js';
export { atRisk, defectors, featureDropped, status, usageFalling, winBack } from './recipes/churn.js';
export { compose } from './recipes/compose.js';
export {
  buyers,
  cartAbandoners,
  checkoutAbandoners,
  firstTimeBuyers,
  lapsedBuyers,
  leads,
  refunders,
  registered,
  repeatBuyers,
} from './recipes/conversion.js';
export {
  desktopOnly,
  deviceSwitchers,
  fewFeaturesHere,
  mobileOnly,
  slowConnections,
  smallScreens,
} from './recipes/device.js';
export {
  attention,
  bingers,
  dailyRitual,
  engagementFalling,
  engagementRising,
  longStanding,
  notWorthMeasuring,
  occasionalVisitors,
} from './recipes/engagement.js';
export type { Expanded, FileWithRecipes, RecipeFault, Use } from './recipes/expand.js';
export { expandRecipes } from './recipes/expand.js';
export { fadingInterest, interests, risingInterest } from './recipes/interests.js';
export { journeyStage } from './recipes/journey.js';
export { withRecipes } from './recipes/json-schema.js';
export { advocates, loyaltyCandidates, rfm } from './recipes/loyalty.js';
export {
  clickedNotActed,
  convertedByMessage,
  openedNotClicked,
  unopenedMessages,
  unsubscribed,
} from './recipes/messages.js';
export type { Needs } from './recipes/needs.js';
export { needsOf } from './recipes/needs.js';
export { overlapPersona } from './recipes/overlap.js';
export {
  categoryBrowsers,
  comparisonShoppers,
  lookedNotBought,
  repeatedInterest,
  searchingInVain,
} from './recipes/product.js';
export {
  deliberateBuyers,
  discountBuyers,
  impulseBuyers,
  likelyBuyers,
  oneCategoryBuyers,
  shopperTypes,
  varietySeekers,
} from './recipes/purchase-behaviour.js';
export type { OptionsLike, Parts, Recipe } from './recipes/recipe.js';
export {
  dissatisfied,
  knowledgeBaseUsers,
  nps,
  satisfied,
  silentlyStruggling,
  supportSeekers,
} from './recipes/satisfaction.js';
export {
  anniversaryNear,
  daypartVisitors,
  dueToBuy,
  monthlyHabit,
  occasionBuyers,
  rareOccasion,
  season,
  usageRhythm,
  usualHour,
  weekdayVisitors,
  weekendVisitors,
} from './recipes/timing.js';
export {
  featuresUnused,
  featureUsers,
  freemiumUsers,
  heavyUsers,
  lightUsers,
  mediumUsers,
  premiumUsers,
  qualityUsers,
  trialUsers,
} from './recipes/usage.js';
export {
  backAfterAbsence,
  inactiveVisitors,
  landedOn,
  leadSource,
  newVisitors,
  returningVisitors,
} from './recipes/visits.js';
