export { ChangePasswordForm } from "./change-password-form";
export { isLongEnough } from "./new-password";
export { PasswordRules } from "./password-rules";
export { authOptionsQuery, sessionsQuery, type AccountSession, type AuthOptions } from "./queries";
export { SessionList } from "./session-list";
export { text as accountText } from "./text";
