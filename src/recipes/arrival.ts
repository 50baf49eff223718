/** What the script captures without being asked. */
const BY_ITSELF = ['page_view'];

/** What it captures where definitions look at it. */
const IF_ASKED = ['session_start', 'first_visit', 'campaign_details'];

const WITH_AUTOCAPTURE = (
  'user_engagement element_engagement scroll click file_download view_search_results form_start form_submit form_abandon ' +
  'video_start video_progress video_complete article_view article_read feature_use rage_click dead_click script_error quick_back'
).split(' ');

const BY_OTHER_SYSTEMS = ['message_delivered', 'message_open', 'refund'];

const FROM_PLAYS = ['message_shown', 'message_dismiss', 'message_goal'];

export type Arrival =
  | 'by itself'
  | 'by itself, if asked for'
  | 'with autocapture'
  | 'from plays'
  | 'imported'
  | 'told';

/** How an event gets into the log: told by the page, or imported where only another system knows of it. */
export const arrival = (event: string): Arrival => {
  if (BY_ITSELF.includes(event)) return 'by itself';
  if (IF_ASKED.includes(event)) return 'by itself, if asked for';
  if (WITH_AUTOCAPTURE.includes(event)) return 'with autocapture';
  if (FROM_PLAYS.includes(event)) return 'from plays';
  return BY_OTHER_SYSTEMS.includes(event) ? 'imported' : 'told';
};
