const MESSAGE = {
  message_id: 'id',
  /** Such as `welcome 2`. */
  message_name: 'text',
  channel: ['email', 'sms', 'push', 'in_app', 'ad', 'chat'],
  /** The campaign that it is a part of. */
  campaign: 'text',
} as const;

/** Letters, text messages and the like: by a call, or by `import` from the system that sends them. */
export const MESSAGES = {
  /** A message arrived. */
  message_delivered: MESSAGE,
  /** A message of a play appeared on the page. @heard from plays */
  message_shown: { ...MESSAGE, variant: 'text' },
  /** A message was opened. */
  message_open: MESSAGE,
  /** A link in a message was clicked on. */
  message_click: {
    ...MESSAGE,
    variant: 'text',
    /** Where it leads. */
    link_url: 'text',
  },
  /** A message was put away. @heard from plays */
  message_dismiss: { ...MESSAGE, variant: 'text' },
  /** The goal of a play was reached. @heard from plays */
  message_goal: { campaign: 'text' },
  /** No more messages are wanted. */
  message_unsubscribe: {
    ...MESSAGE,
    /** Why. */
    reason: 'text',
  },
} as const;
