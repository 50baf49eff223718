/** How an event gets into the log. */

const BY_ITSELF = new Set(
  (
    'page_view session_start first_visit user_engagement scroll click file_download view_search_results form_start ' +
    'form_submit form_abandon video_start video_progress video_complete article_view article_read feature_use ' +
    'rage_click dead_click script_error quick_back'
  ).split(' '),
);

const IMPORTED = /^(message_(delivered|open)|refund|nps_score)$/;

export const arrival = (event: string): string =>
  BY_ITSELF.has(event) ? 'by itself' : IMPORTED.test(event) ? 'imported' : 'told';
