import { NotFound } from "@elevaite/shared/ui/not-found";

export default NotFound;
