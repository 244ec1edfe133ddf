/** What floats above the page (menus, popovers, lists of options) looks and moves alike. */
export const floatingClasses =
  "z-50 overflow-y-auto overflow-x-hidden rounded-lg bg-surface-raised p-1 text-sm text-text shadow-lg outline-none " +
  "data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98 " +
  "data-[state=closed]:animate-out data-[state=closed]:fade-out-0 duration-100";

export const itemClasses =
  "relative flex cursor-default items-center gap-2 rounded-md px-2 py-1.5 text-sm outline-none select-none " +
  "focus:bg-subtle data-[highlighted]:bg-subtle data-[disabled]:pointer-events-none data-[disabled]:opacity-50 " +
  "[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";
