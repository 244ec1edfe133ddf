import { SignInForm } from "@/features/sign-in/sign-in-form";

export default SignInForm;
