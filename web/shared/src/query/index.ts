export { createQueryClient } from "./client";
export { cursorPaging, entriesOf, type PageOf } from "./pages";
export { AppProviders } from "./providers";
