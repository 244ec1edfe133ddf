// Written by `npm run client` from api/auth.json.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys that verify access tokens (RFC 7517) */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process can serve: every check, with its fault */
        get: operations["readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tenant's API keys, newest first, without their secrets
         * @description Needs the permission `api_keys:read`.
         */
        get: operations["list_api_keys"];
        put?: never;
        /**
         * Create an API key
         * @description The answer holds the whole key in `secret`, for the only time.
         *
         *     Needs the permission `api_keys:write`.
         */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It stops working within auth.api_key_cache_ttl (5 seconds by default).
         *
         *     Needs the permission `api_keys:write`.
         */
        delete: operations["revoke_api_key"];
        options?: never;
        head?: never;
        /**
         * Rename an API key, or say from where it may be used
         * @description What is absent stays. A narrower list of addresses holds within auth.api_key_cache_ttl.
         *
         *     Needs the permission `api_keys:write`.
         *
         *     Needs a session: an API key is refused.
         */
        patch: operations["update_api_key"];
        trace?: never;
    };
    "/v1/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an API key a new secret
         * @description The answer holds the whole key in `secret`, for the only time. The present secret works for `overlap_seconds` more; one that was before it stops. Only for one's own keys.
         *
         *     Needs the permission `api_keys:write`.
         */
        post: operations["rotate_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done in the tenant, by whom, from where; the newest first
         * @description Needs the permission `audit:read`.
         */
        get: operations["list_audit_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-events/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same events as a file, whole
         * @description Needs the permission `audit:read`.
         */
        get: operations["export_audit_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/challenges/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish a sign-in with the code of the second factor
         * @description A code of the authenticator app, or a recovery code; each works once.
         */
        post: operations["answer_challenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/challenges/enrol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set up the second factor that the tenant requires, on the way in
         * @description answer_challenge with a code of the app finishes it.
         */
        post: operations["enrol_by_challenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an address with the token of a mailed link
         * @description Of a new account, or of a change of address, which both addresses confirm.
         */
        post: operations["confirm_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation with a new account
         * @description The account gets the invited address, which is verified by it, and no tenant of its own.
         */
        post: operations["accept_invitation_as_new"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/invitations/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a mailed invitation is for */
        post: operations["find_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What this platform offers to who is not signed in
         * @description The web shows a page or a button only when it is offered here.
         */
        get: operations["auth_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a link with which to choose a new password
         * @description The answer comes before anybody looks whether the address has an account: it is the same, and as fast, for every address. An account gets at most five such mails an hour.
         */
        post: operations["request_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password-reset/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password with the token of a mailed link
         * @description The token works once, within 30 minutes. Every session of the account ends, and nobody is signed in.
         */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/providers/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish what was begun with a provider
         * @description With what the provider put into the address of /callback, and the cookie of the browser that began it. Works once. The refresh token goes into an HttpOnly cookie.
         */
        post: operations["finish_provider_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/providers/{provider}/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to sign in through a provider
         * @description For browsers on one of the operator's web origins: the answer sets a cookie that binds the sign-in to this browser for ten minutes. Send the browser to `authorization_url`; it comes back to /callback of the Auth App, which finishes it.
         */
        post: operations["begin_provider_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description A refresh token is exchanged for its successor. Whoever lost the answer may ask again with the same token: within 60 seconds, and as long as the successor has not been used, it is given the same successor and a new access token. Using an older token again ends its session.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a session
         * @description The answer never says whether the address has an account. After a few failures further tries have to wait (429 with Retry-After).
         */
        post: operations["sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the session of a refresh token
         * @description Access tokens made before still work until they expire.
         */
        post: operations["sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an account, and a tenant that it owns
         * @description Where mails can be sent (`email_verification` of auth_options) every address is answered alike: 202, and a mail with a code for confirm_sign_up, or one that says that there is an account already. Elsewhere the account is made at once, or refused as `email_taken`.
         */
        post: operations["sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-up/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create the account whose address the code proves
         * @description A code works once, within an hour, and may be tried five times.
         */
        post: operations["confirm_sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations that nobody has accepted or revoked; the newest first
         * @description Needs the permission `members:write`.
         */
        get: operations["list_invitations"];
        put?: never;
        /**
         * Invite an address to become a member
         * @description A link that works once, within a week, is mailed to it. Who accepts needs no open sign-up.
         *
         *     Needs the permission `members:write`.
         */
        post: operations["create_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an invitation back
         * @description Needs the permission `members:write`.
         */
        delete: operations["revoke_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail an invitation once more
         * @description The new link works for another week; the old one no longer does.
         *
         *     Needs the permission `members:write`.
         */
        post: operations["resend_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am, in which tenant, and what I may do */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete my account
         * @description At once and for good: sessions and API keys end, address, name and every way to sign in are forgotten. What was built in a tenant stays there, and so does its audit log. Refused as `sole_owner` while a tenant that goes on would be left without an owner. `email` is one's own, typed in; `password`, or `code` of who has no password, shows again who asks.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["delete_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give my account another address
         * @description Both addresses get a mail with a link; the address changes when both have been opened. Whether the new one has an account is told only to who reads it.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["change_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/email/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail me a new code for my address
         * @description Nothing is sent to an address that is verified, or that got five codes within the hour.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["request_email_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify my address with the code of the newest mail
         * @description A code works once, within an hour, and may be tried five times.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["verify_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/end-other-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End all my sessions but this one
         * @description They cannot be refreshed any more at once; their access tokens work until they expire (auth.access_token_ttl), in every service.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["revoke_other_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that my account holds
         * @description Without secrets, and without what belongs to the tenants I work in. Of notifications, sessions and events of the audit log the newest 10000.
         *
         *     Needs a session: an API key is refused.
         */
        get: operations["export_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How I may sign in: my accounts at providers, and whether I have a password
         * @description Needs a session: an API key is refused.
         */
        get: operations["list_identities"];
        put?: never;
        /**
         * Begin to connect an account at a provider with mine
         * @description As beginning to sign in through it; it is finished in the same way.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["connect_identity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take one of my accounts at providers away; never the last way to sign in
         * @description Needs a session: an API key is refused.
         */
        delete: operations["disconnect_identity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation with my account
         * @description Begins a session in the other tenant. The address of the account must be the invited one.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change my password; every other session ends
         * @description Needs a session: an API key is refused.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether I have a second factor
         * @description Needs a session: an API key is refused.
         */
        get: operations["get_second_factor"];
        put?: never;
        /**
         * Begin to set up an authenticator app
         * @description It asks for nothing yet: confirm_second_factor finishes it.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["begin_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show that the app gives the right codes; every sign-in asks for one from now on
         * @description The answer holds the recovery codes, for the only time.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["confirm_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * New recovery codes; the old ones work no longer
         * @description Needs a session: an API key is refused.
         */
        post: operations["renew_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factor/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in without a second factor from now on
         * @description A tenant that requires one asks to set it up again at the next sign-in.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["remove_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My living sessions, the last used first
         * @description Needs a session: an API key is refused.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of my sessions
         * @description Needs a session: an API key is refused.
         */
        delete: operations["revoke_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The members of the tenant, the oldest first
         * @description Needs the permission `members:read`.
         */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member
         * @description Their sessions and API keys of this tenant end.
         *
         *     Needs the permission `members:write`.
         */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        /**
         * Change the role of a member
         * @description Takes effect at the member's next refresh, within auth.access_token_ttl (15 minutes by default); for API keys within auth.api_key_cache_ttl. A tenant always keeps an owner.
         *
         *     Needs the permission `members:write`.
         */
        patch: operations["update_member"];
        trace?: never;
    };
    "/v1/sign-in-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the tenant asks of those who sign in to it
         * @description Needs the permission `members:read`.
         */
        get: operations["get_sign_in_policy"];
        /**
         * Set what the tenant asks of those who sign in to it
         * @description Sessions that do not meet it end when their access token does (auth.access_token_ttl).
         *
         *     Needs the permission `tenant:write`.
         *
         *     Needs a session: an API key is refused.
         */
        put: operations["set_sign_in_policy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant that I work in */
        get: operations["get_tenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename the tenant
         * @description Needs the permission `tenant:write`.
         */
        patch: operations["update_tenant"];
        trace?: never;
    };
    "/v1/tenant/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the tenant end in 30 days
         * @description Until then everything goes on, and an owner may take it back. Then nobody is a member any more, no key works, nothing is deployed, what runs is cancelled, and what was encrypted for it cannot be read by anybody. `name` is the tenant's, typed in; `password`, or `code` of who has no password, shows again who asks.
         *
         *     Needs the permission `tenant:write`.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["end_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenant/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back that the tenant ends
         * @description Needs the permission `tenant:write`.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["keep_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenant/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End my membership of this tenant
         * @description Needs a session: an API key is refused.
         */
        post: operations["leave_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenant/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make another member the owner in my place
         * @description I become an admin.
         *
         *     Needs the permission `tenant:write`.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["transfer_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tenants that I am a member of
         * @description Needs a session: an API key is refused.
         */
        get: operations["list_tenants"];
        put?: never;
        /**
         * Create another tenant, which I own
         * @description Switch to it with its id. One person owns at most 20.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["create_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{id}/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a session in another of my tenants
         * @description The present session goes on.
         *
         *     Needs a session: an API key is refused.
         */
        post: operations["switch_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description A sentence for a person. */
            detail: string;
            /** @enum {string} */
            code: "invalid_argument" | "unauthenticated" | "permission_denied" | "not_found" | "conflict" | "limit_exceeded" | "rate_limited" | "unavailable" | "timeout" | "cancelled" | "internal";
            /** @description A stable word finer than the code. */
            reason?: string;
            errors?: {
                field: string;
                code: string;
                message: string;
            }[];
            retry_after_ms?: number;
            request_id: string;
        };
    };
    responses: {
        /** @description What went wrong (RFC 9457). */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: Record<string, never>[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_api_keys: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            user_id: string;
                            name: string;
                            /** @description How the key begins. */
                            prefix: string;
                            /** @enum {string} */
                            role: "viewer" | "builder" | "admin" | "owner";
                            /** @description Empty: all that the role grants. */
                            scopes: string[];
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description To the minute.
                             */
                            last_used_at: string | null;
                            /** @description CIDR blocks; empty: from everywhere. */
                            allowed_addresses: string[];
                            /** Format: date-time */
                            rotated_at: string | null;
                            /** @description The secret before, while it works. */
                            previous: {
                                prefix: string;
                                /** Format: date-time */
                                until: string;
                                /**
                                 * Format: date-time
                                 * @description Since the renewal: null when everybody has changed.
                                 */
                                last_used_at: string | null;
                            } | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description At most one's own. Absent: builder, or one's own when that is less.
                     * @enum {string}
                     */
                    role?: "viewer" | "builder" | "admin" | "owner";
                    /** @description Permissions like agents:chat. Absent or empty: all that the role grants. */
                    scopes?: string[];
                    /**
                     * Format: date-time
                     * @description Absent: never.
                     */
                    expires_at?: string;
                    /** @description CIDR blocks, IPv4 or IPv6, from which it may be used. Absent or empty: from everywhere. */
                    allowed_addresses?: string[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        user_id: string;
                        name: string;
                        /** @description How the key begins. */
                        prefix: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                        /** @description Empty: all that the role grants. */
                        scopes: string[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                        /**
                         * Format: date-time
                         * @description To the minute.
                         */
                        last_used_at: string | null;
                        /** @description CIDR blocks; empty: from everywhere. */
                        allowed_addresses: string[];
                        /** Format: date-time */
                        rotated_at: string | null;
                        /** @description The secret before, while it works. */
                        previous: {
                            prefix: string;
                            /** Format: date-time */
                            until: string;
                            /**
                             * Format: date-time
                             * @description Since the renewal: null when everybody has changed.
                             */
                            last_used_at: string | null;
                        } | null;
                        secret?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revoke_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    update_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description CIDR blocks, IPv4 or IPv6. Empty: from everywhere. */
                    allowed_addresses?: string[];
                };
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        user_id: string;
                        name: string;
                        /** @description How the key begins. */
                        prefix: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                        /** @description Empty: all that the role grants. */
                        scopes: string[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                        /**
                         * Format: date-time
                         * @description To the minute.
                         */
                        last_used_at: string | null;
                        /** @description CIDR blocks; empty: from everywhere. */
                        allowed_addresses: string[];
                        /** Format: date-time */
                        rotated_at: string | null;
                        /** @description The secret before, while it works. */
                        previous: {
                            prefix: string;
                            /** Format: date-time */
                            until: string;
                            /**
                             * Format: date-time
                             * @description Since the renewal: null when everybody has changed.
                             */
                            last_used_at: string | null;
                        } | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rotate_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Absent: 86400, a day. With 0 the present secret stops within auth.api_key_cache_ttl. */
                    overlap_seconds?: number;
                };
            };
        };
        responses: {
            /** @description Renewed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        user_id: string;
                        name: string;
                        /** @description How the key begins. */
                        prefix: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                        /** @description Empty: all that the role grants. */
                        scopes: string[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                        /**
                         * Format: date-time
                         * @description To the minute.
                         */
                        last_used_at: string | null;
                        /** @description CIDR blocks; empty: from everywhere. */
                        allowed_addresses: string[];
                        /** Format: date-time */
                        rotated_at: string | null;
                        /** @description The secret before, while it works. */
                        previous: {
                            prefix: string;
                            /** Format: date-time */
                            until: string;
                            /**
                             * Format: date-time
                             * @description Since the renewal: null when everybody has changed.
                             */
                            last_used_at: string | null;
                        } | null;
                        secret?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_audit_events: {
        parameters: {
            query?: {
                /** @description Only what this user did (usr_…), also by API key. */
                actor?: string;
                /** @description Only this action, or all that begin with it when it ends with a dot: agent. */
                action?: string;
                /** @description Only what was done to this (an id, as the API writes it). */
                target?: string;
                /** @description Only from this moment on (RFC 3339). */
                from?: string;
                /** @description Only before this moment (RFC 3339). */
                until?: string;
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @description From 1 without gaps. */
                            seq: number;
                            /** Format: date-time */
                            at: string;
                            actor: {
                                /** @enum {string} */
                                kind: "user" | "api_key" | "system";
                                user_id: string | null;
                                name: string;
                                email: string;
                                api_key_id: string | null;
                            };
                            remote_address: string;
                            /** @description Like agent.deployed. */
                            action: string;
                            target: {
                                kind: string;
                                id: string;
                            };
                            /** @description What it was, without secrets; null where that says nothing. */
                            before: unknown;
                            /** @description What it became. */
                            after: unknown;
                            /** @description SHA-256 of the hash before it and of the event. */
                            hash: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    export_audit_events: {
        parameters: {
            query?: {
                /** @description Only what this user did (usr_…), also by API key. */
                actor?: string;
                /** @description Only this action, or all that begin with it when it ends with a dot: agent. */
                action?: string;
                /** @description Only what was done to this (an id, as the API writes it). */
                target?: string;
                /** @description Only from this moment on (RFC 3339). */
                from?: string;
                /** @description Only before this moment (RFC 3339). */
                until?: string;
                /** @description CSV, or one JSON object a line. */
                format?: "csv" | "jsonl";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answer_challenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    challenge: string;
                    code: string;
                    /** @description The refresh token goes into an HttpOnly cookie. */
                    cookie?: boolean;
                };
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description Seconds. */
                        expires_in: number;
                        /** @description Absent when it went into the cookie. */
                        refresh_token?: string;
                        /** Format: date-time */
                        refresh_expires_at: string;
                        user_id: string;
                        tenant_id: string;
                        session_id: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                        /** @description When the factor was set up on the way; shown for the only time. */
                        recovery_codes?: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    enrol_by_challenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    challenge: string;
                };
            };
        };
        responses: {
            /** @description What the app needs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Base32, for typing in. */
                        secret: string;
                        /** @description otpauth:, for a QR code. */
                        uri: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    confirm_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Confirmed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        purpose: "verify_email" | "change_email";
                        /** @description The address that is, or is to be, the account's. */
                        email: string;
                        /** @description False while the other address of a change has to confirm. */
                        is_complete: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    accept_invitation_as_new: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                    name?: string;
                    /** @description The refresh token goes into an HttpOnly cookie. */
                    cookie?: boolean;
                };
            };
        };
        responses: {
            /** @description Joined and signed in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description Seconds. */
                        expires_in: number;
                        /** @description Absent when it went into the cookie. */
                        refresh_token?: string;
                        /** Format: date-time */
                        refresh_expires_at: string;
                        user_id: string;
                        tenant_id: string;
                        session_id: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    find_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The invitation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tenant_name: string;
                        inviter_name: string;
                        email: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                        /** @description Whether the address has one: sign in first. */
                        has_account: boolean;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auth_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is offered */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sign_up: boolean;
                        /** @description Characters. */
                        password_min_length: number;
                        /** @description Through whom else one may sign in. */
                        providers: {
                            id: string;
                            name: string;
                        }[];
                        password_reset: boolean;
                        /** @description Whether a new account is asked for a mailed code. */
                        email_verification: boolean;
                        mfa: boolean;
                        invitations: boolean;
                        /** @description Where browsers find the Auth App. */
                        auth_origin: string;
                        /** @description Where browsers find the ElevAIte App. */
                        app_origin: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    request_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description If the address has an account, a mail is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description The password is changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    finish_provider_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    state: string;
                    code?: string;
                    /** @description RFC 9207. */
                    iss?: string;
                    /** @description Why the provider refused. */
                    error?: string;
                };
            };
        };
        responses: {
            /** @description Signed in, or connected with the account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "signed_in" | "connected" | "challenged";
                        provider: string;
                        /** @description As it was given at the beginning; may be empty. */
                        return_to: string;
                        session?: {
                            access_token: string;
                            /** @constant */
                            token_type: "Bearer";
                            /** @description Seconds. */
                            expires_in: number;
                            /** @description Absent when it went into the cookie. */
                            refresh_token?: string;
                            /** Format: date-time */
                            refresh_expires_at: string;
                            user_id: string;
                            tenant_id: string;
                            session_id: string;
                            /** @enum {string} */
                            role: "viewer" | "builder" | "admin" | "owner";
                        };
                        challenge?: {
                            /** @description For answer_challenge; a secret. */
                            challenge: string;
                            /** @description The tenant requires a second factor that is yet to be set up (enrol_by_challenge). */
                            enrols: boolean;
                            /** Format: date-time */
                            expires_at: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    begin_provider_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Given back when it is finished; the web decides what it may be. */
                    return_to?: string;
                };
            };
        };
        responses: {
            /** @description Begun */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        authorization_url: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Absent: the cookie's. */
                    refresh_token?: string;
                    /** @description The refresh token goes into an HttpOnly cookie. */
                    cookie?: boolean;
                };
            };
        };
        responses: {
            /** @description Refreshed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description Seconds. */
                        expires_in: number;
                        /** @description Absent when it went into the cookie. */
                        refresh_token?: string;
                        /** Format: date-time */
                        refresh_expires_at: string;
                        user_id: string;
                        tenant_id: string;
                        session_id: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                    /** @description Absent: the tenant used last. */
                    tenant_id?: string;
                    /** @description The refresh token goes into an HttpOnly cookie. */
                    cookie?: boolean;
                };
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description Seconds. */
                        expires_in: number;
                        /** @description Absent when it went into the cookie. */
                        refresh_token?: string;
                        /** Format: date-time */
                        refresh_expires_at: string;
                        user_id: string;
                        tenant_id: string;
                        session_id: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                    };
                };
            };
            /** @description A second factor is asked for */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For answer_challenge; a secret. */
                        challenge: string;
                        /** @description The tenant requires a second factor that is yet to be set up (enrol_by_challenge). */
                        enrols: boolean;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Absent: the cookie's. */
                    refresh_token?: string;
                };
            };
        };
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @description At least 15 characters unless the operator says otherwise. */
                    password: string;
                    name?: string;
                    tenant_name?: string;
                    /** @description The refresh token goes into an HttpOnly cookie. */
                    cookie?: boolean;
                };
            };
        };
        responses: {
            /** @description Signed up and signed in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description Seconds. */
                        expires_in: number;
                        /** @description Absent when it went into the cookie. */
                        refresh_token?: string;
                        /** Format: date-time */
                        refresh_expires_at: string;
                        user_id: string;
                        tenant_id: string;
                        session_id: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                    };
                };
            };
            /** @description A mail is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For confirm_sign_up; a secret. */
                        sign_up: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    confirm_sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description From sign_up. */
                    sign_up: string;
                    /** @description From the mail. */
                    code: string;
                    /** @description The refresh token goes into an HttpOnly cookie. */
                    cookie?: boolean;
                };
            };
        };
        responses: {
            /** @description Signed up and signed in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description Seconds. */
                        expires_in: number;
                        /** @description Absent when it went into the cookie. */
                        refresh_token?: string;
                        /** Format: date-time */
                        refresh_expires_at: string;
                        user_id: string;
                        tenant_id: string;
                        session_id: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_invitations: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of invitations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            email: string;
                            /** @enum {string} */
                            role: "viewer" | "builder" | "admin" | "owner";
                            invited_by: string;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description Of the newest mail.
                             */
                            sent_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            is_expired: boolean;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /**
                     * @description At most one's own.
                     * @enum {string}
                     */
                    role: "viewer" | "builder" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description Invited */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        email: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                        invited_by: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description Of the newest mail.
                         */
                        sent_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        is_expired: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revoke_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    resend_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Mailed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        email: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                        invited_by: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description Of the newest mail.
                         */
                        sent_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        is_expired: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Me */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        email: string;
                        name: string;
                        email_verified: boolean;
                        /** Format: date-time */
                        created_at: string;
                        tenant: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "viewer" | "builder" | "admin" | "owner";
                            /** Format: date-time */
                            joined_at: string;
                        };
                        permissions: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                    /** @description Of who has no password: of their second factor. */
                    code?: string;
                    email: string;
                };
            };
        };
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    change_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Both addresses have to confirm it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    request_email_verification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mail is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    verify_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Verified */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    revoke_other_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    export_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        exported_at: string;
                        account: Record<string, never>;
                        memberships: Record<string, never>[];
                        sessions: Record<string, never>[];
                        identities: Record<string, never>[];
                        second_factors: Record<string, never>[];
                        api_keys: Record<string, never>[];
                        /** @description That were sent about the account. */
                        mails: Record<string, never>[];
                        invitations: Record<string, never>[];
                        notification_preferences: Record<string, never>[];
                        notifications: Record<string, never>[];
                        /** @description What I did. */
                        audit_events: Record<string, never>[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_identities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description My ways to sign in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        has_password: boolean;
                        data: {
                            id: string;
                            provider: string;
                            provider_name: string;
                            /** @description As the provider said it last; may be empty. */
                            email: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_used_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    connect_identity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    provider: string;
                    return_to?: string;
                };
            };
        };
        responses: {
            /** @description Begun */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        authorization_url: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    disconnect_identity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken away */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    /** @description The refresh token goes into an HttpOnly cookie. */
                    cookie?: boolean;
                };
            };
        };
        responses: {
            /** @description Joined and signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description Seconds. */
                        expires_in: number;
                        /** @description Absent when it went into the cookie. */
                        refresh_token?: string;
                        /** Format: date-time */
                        refresh_expires_at: string;
                        user_id: string;
                        tenant_id: string;
                        session_id: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current_password: string;
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description My second factor */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        is_enrolled: boolean;
                        /** Format: date-time */
                        enrolled_at: string | null;
                        recovery_codes_left: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    begin_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                    /** @description Of who has no password: of their second factor. */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description What the app needs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Base32, for typing in. */
                        secret: string;
                        /** @description otpauth:, for a QR code. */
                        uri: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    confirm_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Set up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recovery_codes: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    renew_recovery_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                    /** @description Of who has no password: of their second factor. */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description The codes, for the only time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recovery_codes: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                    /** @description Of who has no password: of their second factor. */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            tenant_id: string;
                            user_agent: string;
                            remote_address: string;
                            /** @description Through whom it began; empty: by password. */
                            provider: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            refreshed_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            is_current: boolean;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revoke_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Of the person, as created_by names it elsewhere. */
                            id: string;
                            /** @description Empty when the person gave none. */
                            name: string;
                            email: string;
                            /** @enum {string} */
                            role: "viewer" | "builder" | "admin" | "owner";
                            /** Format: date-time */
                            joined_at: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    update_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description At most one's own.
                     * @enum {string}
                     */
                    role: "viewer" | "builder" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_sign_in_policy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who has none sets it up at the next sign-in. */
                        requires_second_factor: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    set_sign_in_policy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Who has none sets it up at the next sign-in. */
                    requires_second_factor: boolean;
                };
            };
        };
        responses: {
            /** @description The policy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who has none sets it up at the next sign-in. */
                        requires_second_factor: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description When it ends for good, because an owner has asked for that.
                         */
                        ends_at: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    update_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Renamed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description When it ends for good, because an owner has asked for that.
                         */
                        ends_at: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    end_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                    /** @description Of who has no password: of their second factor. */
                    code?: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description It ends at `ends_at` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description When it ends for good, because an owner has asked for that.
                         */
                        ends_at: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    keep_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description When it ends for good, because an owner has asked for that.
                         */
                        ends_at: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    leave_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Left */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    transfer_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of a member. */
                    user_id: string;
                };
            };
        };
        responses: {
            /** @description Transferred */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_tenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenants, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "viewer" | "builder" | "admin" | "owner";
                            /** Format: date-time */
                            joined_at: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description When it ends for good, because an owner has asked for that.
                         */
                        ends_at: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    switch_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The refresh token goes into an HttpOnly cookie. */
                    cookie?: boolean;
                };
            };
        };
        responses: {
            /** @description Signed in to the other tenant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description Seconds. */
                        expires_in: number;
                        /** @description Absent when it went into the cookie. */
                        refresh_token?: string;
                        /** Format: date-time */
                        refresh_expires_at: string;
                        user_id: string;
                        tenant_id: string;
                        session_id: string;
                        /** @enum {string} */
                        role: "viewer" | "builder" | "admin" | "owner";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
