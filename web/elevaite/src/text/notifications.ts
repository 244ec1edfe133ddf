const unread = (count: number) => (count === 1 ? "1 unread" : `${count} unread`);

/** What people are told of: the bell, the toasts, the page. */
export const text = {
  title: "Notifications",
  description: "What has ended, failed or waits for you. The newest thousand stay for three months.",
  bell: (count: number) => (count === 0 ? "Notifications" : `Notifications, ${unread(count)}`),
  unread,
  isUnread: "Unread",
  count: (count: number) => `${unread(count)} ${count === 1 ? "notification" : "notifications"}`,
  many: (count: number) => `${count} new notifications`,
  open: "Open",
  seeAll: "See all",
  settings: "Settings",
  settingsLabel: "Notification settings",
  readAll: "Mark all as read",
  read: "Mark as read",
  readOf: (title: string) => `Mark “${title}” as read`,
  download: (name: string) => `Download ${name}`,
  loadMore: "Show more",
  filters: "Which notifications",
  all: "All",
  onlyUnread: "Unread",
  emptyTitle: "No notifications yet",
  emptyDescription: "When something that you started ends, fails or needs an answer, it is told here.",
  emptyUnreadTitle: "You have read everything",
  emptyUnreadDescription: "What comes next stands here until you have read it.",
} as const;
