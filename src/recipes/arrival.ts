/** What the script captures without being asked. */
const BY_ITSELF = ['page_view'];

const WITH_AUTOCAPTURE = (
  'user_engagement element_engagement scroll click file_download view_search_results form_start form_submit form_abandon ' +
  'video_start video_progress video_complete article_view article_read feature_use rage_click dead_click script_error quick_back'
).split(' ');

const BY_OTHER_SYSTEMS = ['message_delivered', 'message_open', 'message_dismiss', 'refund'];

/** How an event gets into the log: told by the page, or imported where only another system knows of it. */
export const arrival = (event: string): 'by itself' | 'with autocapture' | 'imported' | 'told' => {
  if (BY_ITSELF.includes(event)) return 'by itself';
  if (WITH_AUTOCAPTURE.includes(event)) return 'with autocapture';
  return BY_OTHER_SYSTEMS.includes(event) ? 'imported' : 'told';
};
