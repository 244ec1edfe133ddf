// Written by `npm run client` from api/engine.json.

export interface paths {
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
    "/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The agents, newest first
         * @description Needs the permission `agents:read`.
         */
        get: operations["list_agents"];
        put?: never;
        /**
         * Create an agent
         * @description Needs the permission `agents:write`.
         */
        post: operations["create_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an agent from an exported file
         * @description A file with errors is refused with all of them. Credentials are referred to by name and may be missing.
         *
         *     Needs the permission `agents:write`.
         */
        post: operations["import_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An agent with its draft, by id or slug
         * @description Needs the permission `agents:read`.
         */
        get: operations["get_agent"];
        put?: never;
        post?: never;
        /**
         * Delete an agent: its chat and webhooks stop at once
         * @description Needs the permission `agents:write`.
         */
        delete: operations["delete_agent"];
        options?: never;
        head?: never;
        /**
         * Change an agent: its draft, name, slug or description
         * @description What is absent stays as it is. A write over somebody else's is a conflict (stale_revision).
         *
         *     Needs the permission `agents:write`.
         */
        patch: operations["update_agent"];
        trace?: never;
    };
    "/v1/agents/{agent}/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a message to a deployed agent and streams its answer.
         * @description The answer is the AI SDK's UI message stream (version 1), which useChat reads unchanged. It lasts until the answer is whole, also while the run waits for an approval (a data-approval part asks, and says what was answered). Closing the connection neither stops nor loses the answer: see resume_chat, and the events of the run.
         *
         *     Needs the permission `agents:chat`.
         */
        post: operations["chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/chat/{conversation}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams the answer that is under way in a conversation, from its beginning.
         * @description Needs the permission `agents:chat`.
         */
        get: operations["resume_chat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/deploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the draft live
         * @description Refused with every problem (workflow_invalid). An unchanged workflow keeps its version. A revision is optional.
         *
         *     Needs the permission `agents:deploy`.
         */
        post: operations["deploy_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was live and when, newest first
         * @description Needs the permission `agents:read`.
         */
        get: operations["list_deployments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy an agent's draft into a new agent
         * @description Needs the permission `agents:write`.
         */
        post: operations["duplicate_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An agent as a file: {format, name, description, workflow}
         * @description Needs the permission `agents:read`.
         */
        get: operations["export_agent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/expressions/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a text with expressions gives with the data of a run
         * @description Nothing is executed: the values are those that the run recorded, or that the draft has pinned. An expression that cannot be evaluated is an answer, too: see `error`.
         *
         *     Needs the permission `runs:read`.
         */
        post: operations["evaluate_expression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/nodes/{node_id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try one node of the draft alone
         * @description Needs the permission `agents:write`.
         */
        post: operations["run_node"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring back an agent that was deleted in the last 30 days
         * @description By id: its slug may be another agent's by now (conflict slug_taken); then send a new one.
         *
         *     Needs the permission `agents:write`.
         */
        post: operations["restore_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an earlier version live
         * @description Without a version: the one that was live before. The draft stays as it is.
         *
         *     Needs the permission `agents:deploy`.
         */
        post: operations["roll_back_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run an agent, or its draft as a test
         * @description With the header Idempotency-Key the same request starts one run, however often it is sent.
         *
         *     Needs the permission `agents:chat`.
         */
        post: operations["start_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/undeploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an agent down: no new runs, those under way go on
         * @description Needs the permission `agents:deploy`.
         */
        post: operations["undeploy_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that is wrong with a draft
         * @description Of the stored draft, or of a workflow in the body.
         *
         *     Needs the permission `agents:read`.
         */
        post: operations["validate_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of an agent, newest first
         * @description Needs the permission `agents:read`.
         */
        get: operations["list_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/versions/{version_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A version with its workflow
         * @description Needs the permission `agents:read`.
         */
        get: operations["get_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for somebody's approval
         * @description Of the runs that wait, newest first. `limit` counts the runs, of which some wait for something else: follow next_cursor until it is null.
         *
         *     Needs the permission `runs:read`.
         */
        get: operations["list_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The language models that a node may use, with prices
         * @description Needs the permission `agents:read`.
         */
        get: operations["list_chat_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Talks to a deployed agent as OpenAI's chat completions do.
         * @description For the official SDKs, unchanged: `model` is the agent's slug, the key an API key. The caller keeps the conversation. Tuning knobs (temperature and the like) are the agent's and are ignored.
         *
         *     Needs the permission `agents:chat`.
         */
        post: operations["create_chat_completion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your conversations, the last active first.
         * @description Needs the permission `agents:chat`.
         */
        get: operations["list_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of your conversations.
         * @description Needs the permission `agents:chat`.
         */
        get: operations["get_conversation"];
        put?: never;
        post?: never;
        /**
         * Deletes a conversation.
         * @description Needs the permission `agents:chat`.
         */
        delete: operations["delete_conversation"];
        options?: never;
        head?: never;
        /**
         * Gives a conversation another title, or shows another of its branches.
         * @description Needs the permission `agents:chat`.
         */
        patch: operations["update_conversation"];
        trace?: never;
    };
    "/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of a conversation, oldest first.
         * @description Needs the permission `agents:chat`.
         */
        get: operations["list_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/messages/{message_id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says what you think of an answer, or changes it.
         * @description Needs the permission `agents:chat`.
         */
        put: operations["rate_message"];
        post?: never;
        /**
         * Takes back what you said of an answer.
         * @description Needs the permission `agents:chat`.
         */
        delete: operations["unrate_message"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a conversation a link that members of the tenant can read it by.
         * @description It shows what the conversation shows now. What is said later is shown when this is asked again; the link stays the same until it is taken back.
         *
         *     Needs the permission `agents:chat`.
         */
        put: operations["share_conversation"];
        post?: never;
        /**
         * Takes the link back: it leads nowhere from now on.
         * @description Needs the permission `agents:chat`.
         */
        delete: operations["unshare_conversation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops the answer that is under way in one of your conversations.
         * @description Also one that waits for an approval. What has ended already stays as it is, and is_stopped says so.
         *
         *     Needs the permission `agents:chat`.
         */
        post: operations["stop_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credential-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The kinds of credentials and their fields
         * @description Needs the permission `agents:read`.
         */
        get: operations["list_credential_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The credentials, newest first, without their secrets
         * @description Needs the permission `credentials:read`.
         */
        get: operations["list_credentials"];
        put?: never;
        /**
         * Store a credential
         * @description Needs the permission `credentials:write`.
         */
        post: operations["create_credential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credentials/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A credential without its secrets
         * @description Needs the permission `credentials:read`.
         */
        get: operations["get_credential"];
        put?: never;
        post?: never;
        /**
         * Delete a credential: nodes that use it fail from now on
         * @description Needs the permission `credentials:write`.
         */
        delete: operations["delete_credential"];
        options?: never;
        head?: never;
        /**
         * Rename a credential, or replace its fields as a whole
         * @description Needs the permission `credentials:write`.
         */
        patch: operations["update_credential"];
        trace?: never;
    };
    "/v1/file-links/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The content that a link was made for
         * @description As get_file_content answers it. 410 when the link's time has passed.
         */
        get: operations["follow_file_link"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/file-usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much the tenant's files take, and how much they may
         * @description Needs the permission `files:read`.
         */
        get: operations["get_file_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The files, newest first
         * @description Needs the permission `files:read`.
         */
        get: operations["list_files"];
        put?: never;
        /**
         * Upload a file: the request's body is its content
         * @description Content-Type declares what it is; a type that the first bytes contradict is refused, and a missing one is found from them. Content-Digest (sha-256, RFC 9530) is checked. Nobody sees the file before the whole of it is stored. A file beyond files.max_size is 413, one beyond the tenant's quota 403 with the reason quota_exceeded.
         *
         *     Needs the permission `files:write`.
         */
        post: operations["create_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is known of a file
         * @description Needs the permission `files:read`.
         */
        get: operations["get_file"];
        put?: never;
        post?: never;
        /**
         * Delete a file, its content and its links
         * @description Needs the permission `files:write`.
         */
        delete: operations["delete_file"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The content of a file
         * @description Range (one range of bytes), If-Range and If-None-Match are answered; the ETag is the SHA-256. It is always an attachment.
         *
         *     Needs the permission `files:read`.
         */
        get: operations["get_file_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A link to the content that needs no credentials, for a short time
         * @description With S3 it is a presigned URL of the bucket's own; otherwise one of ours, whose `path` can be put behind any address of this API.
         *
         *     Needs the permission `files:read`.
         */
        post: operations["create_file_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hooks/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Start a run by webhook and receive its answer
         * @description The body is of any type, up to 1 MiB: JSON and forms reach the workflow parsed, text as text, other bytes as {"base64"}. Waits up to 30 seconds. With the header Idempotency-Key a delivery starts one run, however often it is sent.
         */
        get: operations["call_hook_get"];
        /**
         * Start a run by webhook and receive its answer
         * @description The body is of any type, up to 1 MiB: JSON and forms reach the workflow parsed, text as text, other bytes as {"base64"}. Waits up to 30 seconds. With the header Idempotency-Key a delivery starts one run, however often it is sent.
         */
        put: operations["call_hook_put"];
        /**
         * Start a run by webhook and receive its answer
         * @description The body is of any type, up to 1 MiB: JSON and forms reach the workflow parsed, text as text, other bytes as {"base64"}. Waits up to 30 seconds. With the header Idempotency-Key a delivery starts one run, however often it is sent.
         */
        post: operations["call_hook_post"];
        /**
         * Start a run by webhook and receive its answer
         * @description The body is of any type, up to 1 MiB: JSON and forms reach the workflow parsed, text as text, other bytes as {"base64"}. Waits up to 30 seconds. With the header Idempotency-Key a delivery starts one run, however often it is sent.
         */
        delete: operations["call_hook_delete"];
        options?: never;
        head?: never;
        /**
         * Start a run by webhook and receive its answer
         * @description The body is of any type, up to 1 MiB: JSON and forms reach the workflow parsed, text as text, other bytes as {"base64"}. Waits up to 30 seconds. With the header Idempotency-Key a delivery starts one run, however often it is sent.
         */
        patch: operations["call_hook_patch"];
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The deployed agents, as OpenAI lists models
         * @description Needs the permission `agents:chat`.
         */
        get: operations["list_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The catalogue of node kinds: what the Studio draws
         * @description Needs the permission `agents:read`.
         */
        get: operations["list_node_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The runs, newest first
         * @description Needs the permission `runs:read`.
         */
        get: operations["list_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A run with its input and output
         * @description Needs the permission `runs:read`.
         */
        get: operations["get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or reject what a run waits for
         * @description Once: the second answer is a conflict (already_answered).
         *
         *     Needs the permission `approvals:answer`.
         */
        post: operations["answer_approval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a run
         * @description A run that has ended already is a conflict (already_ended).
         *
         *     Needs the permission `runs:manage`.
         */
        post: operations["cancel_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The journal of a run, as it grows
         * @description Server-sent events whose ids number the journal without gaps; reconnecting with Last-Event-ID (or after) goes on where the reader was, on any process. Fragments of text come as `delta` without an id and are not repeated. The last event is `end`. With wait=false, or Accept: application/json, a page of JSON instead.
         *
         *     Needs the permission `runs:read`.
         */
        get: operations["stream_run_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/fork": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a new run from a step of one that has ended
         * @description The new run keeps the recorded results of every node that neither is `from_node` nor comes after it, and executes the rest. With the draft, results are kept of nodes that are still of the same kind. Running the draft needs the permission `agents:write`.
         *
         *     Needs the permission `runs:manage`.
         */
        post: operations["fork_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run again what failed: a new run that keeps what succeeded
         * @description Needs the permission `runs:manage`.
         */
        post: operations["retry_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The steps of a run, in the order in which they began
         * @description Needs the permission `runs:read`.
         */
        get: operations["list_steps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A conversation that a member of your tenant has shared.
         * @description Needs the permission `agents:chat`.
         */
        get: operations["get_shared_conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of a shared conversation, oldest first.
         * @description Needs the permission `agents:chat`.
         */
        get: operations["list_shared_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures over the runs of a time range
         * @description Runs by status over time, durations, tokens and cost, and what stands out. A run counts where it was created, with the status it has now. Of a range with more than 500,000 runs the newest are counted: see counted_from.
         *
         *     Needs the permission `runs:read`.
         */
        get: operations["get_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The built-in tools that an agent node may switch on
         * @description Needs the permission `agents:read`.
         */
        get: operations["list_tools"];
        put?: never;
        post?: never;
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
    list_agents: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description A part of the name, the slug or the description. */
                search?: string;
                /** @description draft: not deployed; changed: deployed, and the draft has moved on. */
                status?: "draft" | "deployed" | "changed";
                /** @description True: the deleted ones instead. */
                deleted?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of agents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            slug: string;
                            description: string;
                            /**
                             * @description changed: the draft is not what is deployed.
                             * @enum {string}
                             */
                            status: "draft" | "deployed" | "changed";
                            /** @description Counts the writes of the draft. */
                            revision: number;
                            deployment: {
                                id?: string;
                                version_id?: string;
                                version_number?: number | null;
                            } | null;
                            /** @description The draft. Not in lists. */
                            workflow?: Record<string, never>;
                            /** @description Addresses of webhook triggers, for those who may write. */
                            hooks?: {
                                node_id?: string;
                                path?: string;
                            }[];
                            /** @description Who made it. Only in lists. */
                            owner?: {
                                id?: string;
                                name?: string;
                            } | null;
                            /** @description Its newest run. Only in lists. */
                            last_run?: {
                                id: string;
                                /** @enum {string} */
                                status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                                is_test: boolean;
                                /** Format: date-time */
                                created_at: string;
                            } | null;
                            created_by?: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** Format: date-time */
                            deleted_at?: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_agent: {
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
                    /** @description Absent: made from the name. A slug that is taken is a conflict (slug_taken). */
                    slug?: string;
                    description?: string;
                    /** @description Absent: a blank one. */
                    workflow?: Record<string, never> | null;
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
                        slug: string;
                        description: string;
                        /**
                         * @description changed: the draft is not what is deployed.
                         * @enum {string}
                         */
                        status: "draft" | "deployed" | "changed";
                        /** @description Counts the writes of the draft. */
                        revision: number;
                        deployment: {
                            id?: string;
                            version_id?: string;
                            version_number?: number | null;
                        } | null;
                        /** @description The draft. Not in lists. */
                        workflow?: Record<string, never>;
                        /** @description Addresses of webhook triggers, for those who may write. */
                        hooks?: {
                            node_id?: string;
                            path?: string;
                        }[];
                        /** @description Who made it. Only in lists. */
                        owner?: {
                            id?: string;
                            name?: string;
                        } | null;
                        /** @description Its newest run. Only in lists. */
                        last_run?: {
                            id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                            is_test: boolean;
                            /** Format: date-time */
                            created_at: string;
                        } | null;
                        created_by?: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    import_agent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    format?: string;
                    name?: string;
                    description?: string;
                    workflow?: Record<string, never>;
                } & {
                    [key: string]: unknown;
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
                        slug: string;
                        description: string;
                        /**
                         * @description changed: the draft is not what is deployed.
                         * @enum {string}
                         */
                        status: "draft" | "deployed" | "changed";
                        /** @description Counts the writes of the draft. */
                        revision: number;
                        deployment: {
                            id?: string;
                            version_id?: string;
                            version_number?: number | null;
                        } | null;
                        /** @description The draft. Not in lists. */
                        workflow?: Record<string, never>;
                        /** @description Addresses of webhook triggers, for those who may write. */
                        hooks?: {
                            node_id?: string;
                            path?: string;
                        }[];
                        /** @description Who made it. Only in lists. */
                        owner?: {
                            id?: string;
                            name?: string;
                        } | null;
                        /** @description Its newest run. Only in lists. */
                        last_run?: {
                            id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                            is_test: boolean;
                            /** Format: date-time */
                            created_at: string;
                        } | null;
                        created_by?: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        slug: string;
                        description: string;
                        /**
                         * @description changed: the draft is not what is deployed.
                         * @enum {string}
                         */
                        status: "draft" | "deployed" | "changed";
                        /** @description Counts the writes of the draft. */
                        revision: number;
                        deployment: {
                            id?: string;
                            version_id?: string;
                            version_number?: number | null;
                        } | null;
                        /** @description The draft. Not in lists. */
                        workflow?: Record<string, never>;
                        /** @description Addresses of webhook triggers, for those who may write. */
                        hooks?: {
                            node_id?: string;
                            path?: string;
                        }[];
                        /** @description Who made it. Only in lists. */
                        owner?: {
                            id?: string;
                            name?: string;
                        } | null;
                        /** @description Its newest run. Only in lists. */
                        last_run?: {
                            id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                            is_test: boolean;
                            /** Format: date-time */
                            created_at: string;
                        } | null;
                        created_by?: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted; restore_agent brings it back within 30 days */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    update_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision?: number;
                    name?: string;
                    slug?: string;
                    description?: string;
                    workflow?: Record<string, never>;
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
                        name: string;
                        slug: string;
                        description: string;
                        /**
                         * @description changed: the draft is not what is deployed.
                         * @enum {string}
                         */
                        status: "draft" | "deployed" | "changed";
                        /** @description Counts the writes of the draft. */
                        revision: number;
                        deployment: {
                            id?: string;
                            version_id?: string;
                            version_number?: number | null;
                        } | null;
                        /** @description The draft. Not in lists. */
                        workflow?: Record<string, never>;
                        /** @description Addresses of webhook triggers, for those who may write. */
                        hooks?: {
                            node_id?: string;
                            path?: string;
                        }[];
                        /** @description Who made it. Only in lists. */
                        owner?: {
                            id?: string;
                            name?: string;
                        } | null;
                        /** @description Its newest run. Only in lists. */
                        last_run?: {
                            id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                            is_test: boolean;
                            /** Format: date-time */
                            created_at: string;
                        } | null;
                        created_by?: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The conversation: an id of ours (conv_…), or one that the client chose. Absent: a new one. */
                    id?: string;
                    /** @description As the AI SDK sends them; only the last message of the user is read. */
                    messages?: {
                        [key: string]: unknown;
                    }[];
                    /** @description Instead of `messages`. */
                    message?: string;
                    /** @description regenerate-message: another answer to a message of before, beside the one it has. */
                    trigger?: string;
                    /** @description With regenerate-message: the answer to replace, or the message to answer; absent: the last. Otherwise: a message of the user that this one takes the place of. What was said stays as a branch. */
                    messageId?: string | null;
                    /**
                     * @description draft: what the agent is in the Studio now, in a conversation that is not listed. Needs agents:write.
                     * @enum {string}
                     */
                    version?: "deployed" | "draft";
                    /** @description False: the answer as one JSON object. */
                    stream?: boolean;
                    /**
                     * @description What happens to a message while an earlier one is being answered. A branch is always refused then.
                     * @enum {string}
                     */
                    if_busy?: "queue" | "refuse";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resume_chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description Nothing is under way. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    deploy_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    note?: string;
                    revision?: number;
                };
            };
        };
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        version_number: number | null;
                        created_by?: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description Null: live.
                         */
                        ended_at: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_deployments: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deployments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            agent_id: string;
                            version_id: string;
                            version_number: number | null;
                            created_by?: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description Null: live.
                             */
                            ended_at: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    duplicate_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
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
                        slug: string;
                        description: string;
                        /**
                         * @description changed: the draft is not what is deployed.
                         * @enum {string}
                         */
                        status: "draft" | "deployed" | "changed";
                        /** @description Counts the writes of the draft. */
                        revision: number;
                        deployment: {
                            id?: string;
                            version_id?: string;
                            version_number?: number | null;
                        } | null;
                        /** @description The draft. Not in lists. */
                        workflow?: Record<string, never>;
                        /** @description Addresses of webhook triggers, for those who may write. */
                        hooks?: {
                            node_id?: string;
                            path?: string;
                        }[];
                        /** @description Who made it. Only in lists. */
                        owner?: {
                            id?: string;
                            name?: string;
                        } | null;
                        /** @description Its newest run. Only in lists. */
                        last_run?: {
                            id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                            is_test: boolean;
                            /** Format: date-time */
                            created_at: string;
                        } | null;
                        created_by?: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    export_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file; import_agent takes it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    evaluate_expression: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @description The node of the draft in whose place the text stands. */
                    node_id?: string;
                    /** @description Absent: the newest test of the draft, or else the newest run. */
                    run_id?: string;
                    /**
                     * @description In a for-each: which item.
                     * @default 0
                     */
                    index?: number;
                };
            };
        };
        responses: {
            /** @description The value, or why there is none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        value: unknown;
                        /** @enum {string|null} */
                        type: "string" | "number" | "boolean" | "null" | "list" | "object" | null;
                        bytes: number;
                        /** @description Too large to show: the value is left out. */
                        is_too_large: boolean;
                        error: {
                            code: string;
                            message: string;
                            line: number | null;
                            column: number | null;
                        } | null;
                        run_id: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    run_node: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
                node_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description What arrives at the node. */
                    input?: unknown;
                    /** @description Outputs that stand for other nodes, by node id. */
                    nodes?: Record<string, never>;
                    /** @default false */
                    wait?: boolean | number;
                };
            };
        };
        responses: {
            /** @description The run, ended within the time to wait */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        /** @enum {string} */
                        trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                        /** @enum {string} */
                        status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                        is_test: boolean;
                        conversation_id?: string | null;
                        idempotency_key?: string | null;
                        retry_of?: string | null;
                        forked_from?: string | null;
                        /** @description The newest runs that were forked from it. Not in lists. */
                        forks?: string[];
                        error: Record<string, never> | null;
                        input?: unknown;
                        output?: unknown;
                        input_tokens?: number;
                        output_tokens?: number;
                        cost_usd?: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        started_at?: string | null;
                        /** Format: date-time */
                        finished_at?: string | null;
                        /** Format: date-time */
                        wake_at?: string | null;
                        duration_ms?: number | null;
                        /** @description Of a turn of a conversation: how many like its answer. */
                        feedback?: {
                            up?: number;
                            down?: number;
                        };
                    };
                };
            };
            /** @description The run, under way or waiting */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        /** @enum {string} */
                        trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                        /** @enum {string} */
                        status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                        is_test: boolean;
                        conversation_id?: string | null;
                        idempotency_key?: string | null;
                        retry_of?: string | null;
                        forked_from?: string | null;
                        /** @description The newest runs that were forked from it. Not in lists. */
                        forks?: string[];
                        error: Record<string, never> | null;
                        input?: unknown;
                        output?: unknown;
                        input_tokens?: number;
                        output_tokens?: number;
                        cost_usd?: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        started_at?: string | null;
                        /** Format: date-time */
                        finished_at?: string | null;
                        /** Format: date-time */
                        wake_at?: string | null;
                        duration_ms?: number | null;
                        /** @description Of a turn of a conversation: how many like its answer. */
                        feedback?: {
                            up?: number;
                            down?: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    restore_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    slug?: string;
                };
            };
        };
        responses: {
            /** @description Restored, not deployed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        slug: string;
                        description: string;
                        /**
                         * @description changed: the draft is not what is deployed.
                         * @enum {string}
                         */
                        status: "draft" | "deployed" | "changed";
                        /** @description Counts the writes of the draft. */
                        revision: number;
                        deployment: {
                            id?: string;
                            version_id?: string;
                            version_number?: number | null;
                        } | null;
                        /** @description The draft. Not in lists. */
                        workflow?: Record<string, never>;
                        /** @description Addresses of webhook triggers, for those who may write. */
                        hooks?: {
                            node_id?: string;
                            path?: string;
                        }[];
                        /** @description Who made it. Only in lists. */
                        owner?: {
                            id?: string;
                            name?: string;
                        } | null;
                        /** @description Its newest run. Only in lists. */
                        last_run?: {
                            id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                            is_test: boolean;
                            /** Format: date-time */
                            created_at: string;
                        } | null;
                        created_by?: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    roll_back_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    version_id?: string;
                };
            };
        };
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        version_number: number | null;
                        created_by?: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description Null: live.
                         */
                        ended_at: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    start_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description What the trigger gives to the workflow. */
                    input?: unknown;
                    /** @description Absent: the manual trigger, or else the first. */
                    trigger_node?: string;
                    /**
                     * @default deployed
                     * @enum {string}
                     */
                    version?: "deployed" | "draft";
                    /**
                     * @description Wait for the end: true for 30 seconds, or a number of seconds.
                     * @default false
                     */
                    wait?: boolean | number;
                };
            };
        };
        responses: {
            /** @description The run, ended within the time to wait */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        /** @enum {string} */
                        trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                        /** @enum {string} */
                        status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                        is_test: boolean;
                        conversation_id?: string | null;
                        idempotency_key?: string | null;
                        retry_of?: string | null;
                        forked_from?: string | null;
                        /** @description The newest runs that were forked from it. Not in lists. */
                        forks?: string[];
                        error: Record<string, never> | null;
                        input?: unknown;
                        output?: unknown;
                        input_tokens?: number;
                        output_tokens?: number;
                        cost_usd?: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        started_at?: string | null;
                        /** Format: date-time */
                        finished_at?: string | null;
                        /** Format: date-time */
                        wake_at?: string | null;
                        duration_ms?: number | null;
                        /** @description Of a turn of a conversation: how many like its answer. */
                        feedback?: {
                            up?: number;
                            down?: number;
                        };
                    };
                };
            };
            /** @description The run, under way or waiting */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        /** @enum {string} */
                        trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                        /** @enum {string} */
                        status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                        is_test: boolean;
                        conversation_id?: string | null;
                        idempotency_key?: string | null;
                        retry_of?: string | null;
                        forked_from?: string | null;
                        /** @description The newest runs that were forked from it. Not in lists. */
                        forks?: string[];
                        error: Record<string, never> | null;
                        input?: unknown;
                        output?: unknown;
                        input_tokens?: number;
                        output_tokens?: number;
                        cost_usd?: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        started_at?: string | null;
                        /** Format: date-time */
                        finished_at?: string | null;
                        /** Format: date-time */
                        wake_at?: string | null;
                        duration_ms?: number | null;
                        /** @description Of a turn of a conversation: how many like its answer. */
                        feedback?: {
                            up?: number;
                            down?: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    undeploy_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not deployed any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    validate_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    workflow?: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description The problems; deployable when none is an error */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        is_deployable?: boolean;
                        problems?: Record<string, never>[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_versions: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of versions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            agent_id: string;
                            /** @description Null: the snapshot of a draft under test. */
                            number: number | null;
                            checksum: string;
                            note: string;
                            /** @description Not in lists. */
                            workflow?: Record<string, never>;
                            created_by?: string | null;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
                version_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        /** @description Null: the snapshot of a draft under test. */
                        number: number | null;
                        checksum: string;
                        note: string;
                        /** @description Not in lists. */
                        workflow?: Record<string, never>;
                        created_by?: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_approvals: {
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
            /** @description A page of approvals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: Record<string, never>[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_chat_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: Record<string, never>[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_chat_completion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The slug or id of a deployed agent. */
                    model: string;
                    messages: ({
                        /** @enum {string} */
                        role: "system" | "developer" | "user" | "assistant" | "tool";
                        content?: string | unknown[] | null;
                    } & {
                        [key: string]: unknown;
                    })[];
                    stream?: boolean | null;
                    stream_options?: ({
                        include_usage?: boolean;
                    } & {
                        [key: string]: unknown;
                    }) | null;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The completion, or with stream its chunks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_conversations: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description Only those with this agent. */
                agent_id?: string;
                /** @description Only those whose title holds this, in any case. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            agent_id: string;
                            title: string;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description Of its last message.
                             */
                            updated_at: string;
                            /** @description Running or waiting now. */
                            active_run_id: string | null;
                            /** @description With this message the branch ends that is shown; what is said next follows it. */
                            head_id: string | null;
                            /** @description With the draft of an agent. */
                            is_test: boolean;
                            /** @description Its link for the members of the tenant. */
                            share: {
                                id: string;
                                /** Format: date-time */
                                shared_at: string;
                                /** @description Whether what is shown now is what the link shows. */
                                is_current: boolean;
                            } | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_conversation: {
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
            /** @description The conversation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        title: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description Of its last message.
                         */
                        updated_at: string;
                        /** @description Running or waiting now. */
                        active_run_id: string | null;
                        /** @description With this message the branch ends that is shown; what is said next follows it. */
                        head_id: string | null;
                        /** @description With the draft of an agent. */
                        is_test: boolean;
                        /** @description Its link for the members of the tenant. */
                        share: {
                            id: string;
                            /** Format: date-time */
                            shared_at: string;
                            /** @description Whether what is shown now is what the link shows. */
                            is_current: boolean;
                        } | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_conversation: {
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
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    update_conversation: {
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
                    title?: string;
                    /** @description An answer, with which the branch ends that is shown and goes on. Not while a turn runs (conversation_busy). */
                    head_id?: string;
                };
            };
        };
        responses: {
            /** @description The conversation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        title: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description Of its last message.
                         */
                        updated_at: string;
                        /** @description Running or waiting now. */
                        active_run_id: string | null;
                        /** @description With this message the branch ends that is shown; what is said next follows it. */
                        head_id: string | null;
                        /** @description With the draft of an agent. */
                        is_test: boolean;
                        /** @description Its link for the members of the tenant. */
                        share: {
                            id: string;
                            /** Format: date-time */
                            shared_at: string;
                            /** @description Whether what is shown now is what the link shows. */
                            is_current: boolean;
                        } | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_messages: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description shown: what leads to head_id. all: every message; parent_id says what it follows. */
                branches?: "shown" | "all";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @enum {string} */
                            role: "user" | "assistant";
                            /** @description Of an answer under way: none yet. */
                            parts: {
                                [key: string]: unknown;
                            }[];
                            run_id: string | null;
                            /** @description The message before it; several messages after the same one are branches. */
                            parent_id: string | null;
                            /**
                             * @description Of an answer's run.
                             * @enum {string|null}
                             */
                            status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled" | null;
                            /** Format: date-time */
                            created_at: string;
                            /** @description What you think of it. */
                            feedback: {
                                /** @enum {string} */
                                rating: "up" | "down";
                                comment: string;
                            } | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rate_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                message_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    rating: "up" | "down";
                    comment?: string;
                };
            };
        };
        responses: {
            /** @description Kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        rating: "up" | "down";
                        comment: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unrate_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is none of yours. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    share_conversation: {
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
            /** @description The conversation, with its share. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        title: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description Of its last message.
                         */
                        updated_at: string;
                        /** @description Running or waiting now. */
                        active_run_id: string | null;
                        /** @description With this message the branch ends that is shown; what is said next follows it. */
                        head_id: string | null;
                        /** @description With the draft of an agent. */
                        is_test: boolean;
                        /** @description Its link for the members of the tenant. */
                        share: {
                            id: string;
                            /** Format: date-time */
                            shared_at: string;
                            /** @description Whether what is shown now is what the link shows. */
                            is_current: boolean;
                        } | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unshare_conversation: {
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
            /** @description There is no link. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    stop_conversation: {
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
                    /** @description Only this turn of the conversation. Absent: the one that is being answered. */
                    run_id?: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Stopped, or nothing was under way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        run_id: string | null;
                        is_stopped: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_credential_kinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every kind */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: Record<string, never>[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_credentials: {
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
            /** @description A page of credentials */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            kind: string;
                            /** @description Those that are no secret. */
                            fields: Record<string, never>;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_credential: {
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
                    kind: string;
                    fields: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Stored; the secrets are never shown again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        kind: string;
                        /** @description Those that are no secret. */
                        fields: Record<string, never>;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_credential: {
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
            /** @description The credential */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        kind: string;
                        /** @description Those that are no secret. */
                        fields: Record<string, never>;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_credential: {
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
    update_credential: {
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
                    fields?: Record<string, never>;
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
                        name: string;
                        kind: string;
                        /** @description Those that are no secret. */
                        fields: Record<string, never>;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    follow_file_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description A part of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_file_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In bytes; uploads under way are counted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        used: number;
                        quota: number;
                        max_file: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_files: {
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
            /** @description A page of files */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            content_type: string;
                            /** @description In bytes. */
                            size: number;
                            /** @description Of the content, in lower-case hex. */
                            sha256: string;
                            created_by: string | null;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_file: {
        parameters: {
            query: {
                /** @description The file's name, without a path: at most 255 bytes. */
                name: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The file */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        content_type: string;
                        /** @description In bytes. */
                        size: number;
                        /** @description Of the content, in lower-case hex. */
                        sha256: string;
                        created_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_file: {
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
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        content_type: string;
                        /** @description In bytes. */
                        size: number;
                        /** @description Of the content, in lower-case hex. */
                        sha256: string;
                        created_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_file: {
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
    get_file_content: {
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
            /** @description The content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description A part of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_file_link: {
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
                    /** @description Seconds; 300 without it. */
                    expires_in?: number;
                };
            };
        };
        responses: {
            /** @description The link */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                        path: string | null;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    call_hook_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description What the respond node wrote, or {run_id, status, output} */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The run goes on, waits, or is not to be waited for: {run_id, status} */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The workflow failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    call_hook_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description What the respond node wrote, or {run_id, status, output} */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The run goes on, waits, or is not to be waited for: {run_id, status} */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The workflow failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    call_hook_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description What the respond node wrote, or {run_id, status, output} */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The run goes on, waits, or is not to be waited for: {run_id, status} */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The workflow failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    call_hook_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description What the respond node wrote, or {run_id, status, output} */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The run goes on, waits, or is not to be waited for: {run_id, status} */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The workflow failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    call_hook_patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description What the respond node wrote, or {run_id, status, output} */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The run goes on, waits, or is not to be waited for: {run_id, status} */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The workflow failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every deployed agent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_node_kinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every kind */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: Record<string, never>[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_runs: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description An agent's id or slug. */
                agent?: string;
                /** @description One of these; repeat it for several. */
                status?: ("queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled")[];
                trigger?: "chat" | "webhook" | "schedule" | "manual" | "api";
                /** @description True: only runs of drafts. */
                is_test?: boolean;
                /** @description A conversation's id. */
                conversation?: string;
                /** @description An instant (RFC 3339), included. */
                created_after?: string;
                /** @description An instant (RFC 3339), not included. */
                created_before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            agent_id: string;
                            version_id: string;
                            /** @enum {string} */
                            trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                            /** @enum {string} */
                            status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                            is_test: boolean;
                            conversation_id?: string | null;
                            idempotency_key?: string | null;
                            retry_of?: string | null;
                            forked_from?: string | null;
                            /** @description The newest runs that were forked from it. Not in lists. */
                            forks?: string[];
                            error: Record<string, never> | null;
                            input?: unknown;
                            output?: unknown;
                            input_tokens?: number;
                            output_tokens?: number;
                            cost_usd?: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            started_at?: string | null;
                            /** Format: date-time */
                            finished_at?: string | null;
                            /** Format: date-time */
                            wake_at?: string | null;
                            duration_ms?: number | null;
                            /** @description Of a turn of a conversation: how many like its answer. */
                            feedback?: {
                                up?: number;
                                down?: number;
                            };
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_run: {
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
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        /** @enum {string} */
                        trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                        /** @enum {string} */
                        status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                        is_test: boolean;
                        conversation_id?: string | null;
                        idempotency_key?: string | null;
                        retry_of?: string | null;
                        forked_from?: string | null;
                        /** @description The newest runs that were forked from it. Not in lists. */
                        forks?: string[];
                        error: Record<string, never> | null;
                        input?: unknown;
                        output?: unknown;
                        input_tokens?: number;
                        output_tokens?: number;
                        cost_usd?: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        started_at?: string | null;
                        /** Format: date-time */
                        finished_at?: string | null;
                        /** Format: date-time */
                        wake_at?: string | null;
                        duration_ms?: number | null;
                        /** @description Of a turn of a conversation: how many like its answer. */
                        feedback?: {
                            up?: number;
                            down?: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answer_approval: {
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
                    /** @description The path of the waiting step, as list_approvals gives it. */
                    step: string;
                    approved: boolean;
                    /** @description A reason; a model is told it. */
                    comment?: string;
                    /** @description Of a tool call: approve it with these instead. They must fit `parameters` of the payload; the model is told that a person changed them. */
                    arguments?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Answered; the run goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    cancel_run: {
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
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Cancelled, or about to be by the process that runs it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        /** @enum {string} */
                        trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                        /** @enum {string} */
                        status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                        is_test: boolean;
                        conversation_id?: string | null;
                        idempotency_key?: string | null;
                        retry_of?: string | null;
                        forked_from?: string | null;
                        /** @description The newest runs that were forked from it. Not in lists. */
                        forks?: string[];
                        error: Record<string, never> | null;
                        input?: unknown;
                        output?: unknown;
                        input_tokens?: number;
                        output_tokens?: number;
                        cost_usd?: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        started_at?: string | null;
                        /** Format: date-time */
                        finished_at?: string | null;
                        /** Format: date-time */
                        wake_at?: string | null;
                        duration_ms?: number | null;
                        /** @description Of a turn of a conversation: how many like its answer. */
                        feedback?: {
                            up?: number;
                            down?: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stream_run_events: {
        parameters: {
            query?: {
                /** @description Only events with a greater number. */
                after?: number;
                /** @description False: a page of what is there. */
                wait?: boolean;
                /** @description How many events a page holds. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
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
                    "text/event-stream": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    fork_run: {
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
                    from_node: string;
                    /**
                     * @default same
                     * @enum {string}
                     */
                    version?: "same" | "draft";
                    /** @description Arrives at the node instead of the recorded values. */
                    input?: unknown;
                    /** @default false */
                    wait?: boolean | number;
                };
            };
        };
        responses: {
            /** @description The new run, ended within the time to wait */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        /** @enum {string} */
                        trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                        /** @enum {string} */
                        status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                        is_test: boolean;
                        conversation_id?: string | null;
                        idempotency_key?: string | null;
                        retry_of?: string | null;
                        forked_from?: string | null;
                        /** @description The newest runs that were forked from it. Not in lists. */
                        forks?: string[];
                        error: Record<string, never> | null;
                        input?: unknown;
                        output?: unknown;
                        input_tokens?: number;
                        output_tokens?: number;
                        cost_usd?: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        started_at?: string | null;
                        /** Format: date-time */
                        finished_at?: string | null;
                        /** Format: date-time */
                        wake_at?: string | null;
                        duration_ms?: number | null;
                        /** @description Of a turn of a conversation: how many like its answer. */
                        feedback?: {
                            up?: number;
                            down?: number;
                        };
                    };
                };
            };
            /** @description The new run, under way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        /** @enum {string} */
                        trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                        /** @enum {string} */
                        status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                        is_test: boolean;
                        conversation_id?: string | null;
                        idempotency_key?: string | null;
                        retry_of?: string | null;
                        forked_from?: string | null;
                        /** @description The newest runs that were forked from it. Not in lists. */
                        forks?: string[];
                        error: Record<string, never> | null;
                        input?: unknown;
                        output?: unknown;
                        input_tokens?: number;
                        output_tokens?: number;
                        cost_usd?: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        started_at?: string | null;
                        /** Format: date-time */
                        finished_at?: string | null;
                        /** Format: date-time */
                        wake_at?: string | null;
                        duration_ms?: number | null;
                        /** @description Of a turn of a conversation: how many like its answer. */
                        feedback?: {
                            up?: number;
                            down?: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    retry_run: {
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
                    /** @default false */
                    wait?: boolean | number;
                };
            };
        };
        responses: {
            /** @description The new run, ended within the time to wait */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        /** @enum {string} */
                        trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                        /** @enum {string} */
                        status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                        is_test: boolean;
                        conversation_id?: string | null;
                        idempotency_key?: string | null;
                        retry_of?: string | null;
                        forked_from?: string | null;
                        /** @description The newest runs that were forked from it. Not in lists. */
                        forks?: string[];
                        error: Record<string, never> | null;
                        input?: unknown;
                        output?: unknown;
                        input_tokens?: number;
                        output_tokens?: number;
                        cost_usd?: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        started_at?: string | null;
                        /** Format: date-time */
                        finished_at?: string | null;
                        /** Format: date-time */
                        wake_at?: string | null;
                        duration_ms?: number | null;
                        /** @description Of a turn of a conversation: how many like its answer. */
                        feedback?: {
                            up?: number;
                            down?: number;
                        };
                    };
                };
            };
            /** @description The new run, under way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        version_id: string;
                        /** @enum {string} */
                        trigger: "chat" | "webhook" | "schedule" | "manual" | "api";
                        /** @enum {string} */
                        status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
                        is_test: boolean;
                        conversation_id?: string | null;
                        idempotency_key?: string | null;
                        retry_of?: string | null;
                        forked_from?: string | null;
                        /** @description The newest runs that were forked from it. Not in lists. */
                        forks?: string[];
                        error: Record<string, never> | null;
                        input?: unknown;
                        output?: unknown;
                        input_tokens?: number;
                        output_tokens?: number;
                        cost_usd?: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        started_at?: string | null;
                        /** Format: date-time */
                        finished_at?: string | null;
                        /** Format: date-time */
                        wake_at?: string | null;
                        duration_ms?: number | null;
                        /** @description Of a turn of a conversation: how many like its answer. */
                        feedback?: {
                            up?: number;
                            down?: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_steps: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
                status?: "pending" | "running" | "waiting" | "succeeded" | "failed" | "skipped";
                /** @description A node kind, model_call or tool_call. */
                kind?: string;
                /** @description A node's id. */
                node?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of steps */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description The path: fetch, each[3].fetch, agent:model.1 */
                            step: string;
                            node_id: string;
                            kind: string;
                            parent?: string | null;
                            title?: string;
                            /** @enum {string} */
                            status: "pending" | "running" | "waiting" | "succeeded" | "failed" | "skipped";
                            attempt: number;
                            /** Format: date-time */
                            started_at?: string | null;
                            /** Format: date-time */
                            finished_at?: string | null;
                            duration_ms?: number | null;
                            input?: unknown;
                            output?: unknown;
                            handle?: string | null;
                            error?: Record<string, never> | null;
                            /** Format: date-time */
                            retry_at?: string | null;
                            input_tokens?: number;
                            output_tokens?: number;
                            cost_usd?: number;
                            /** @enum {string|null} */
                            effect?: "pure" | "read" | "write" | null;
                            wait?: {
                                key?: string;
                                /** Format: date-time */
                                until?: string | null;
                                payload?: unknown;
                            } | null;
                            /** @description Taken over from the run that this one repeats. */
                            is_kept?: boolean;
                            /** @description Not executed: the draft's pinned data. */
                            is_pinned?: boolean;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_shared_conversation: {
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
            /** @description The conversation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        title: string;
                        agent_id: string;
                        agent_name: string;
                        owner_name: string;
                        is_own: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description What was said later is not shown.
                         */
                        shared_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_shared_messages: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @enum {string} */
                            role: "user" | "assistant";
                            /** @description Of an answer under way: none yet. */
                            parts: {
                                [key: string]: unknown;
                            }[];
                            run_id: string | null;
                            /** @description The message before it; several messages after the same one are branches. */
                            parent_id: string | null;
                            /**
                             * @description Of an answer's run.
                             * @enum {string|null}
                             */
                            status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled" | null;
                            /** Format: date-time */
                            created_at: string;
                            /** @description What you think of it. */
                            feedback: {
                                /** @enum {string} */
                                rating: "up" | "down";
                                comment: string;
                            } | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_stats: {
        parameters: {
            query?: {
                /** @description An instant (RFC 3339), included. Default: 24 hours before `to`. */
                from?: string;
                /** @description An instant, not included. Default: now. At most 92 days after `from`. */
                to?: string;
                /** @description Default: by the length of the range. */
                bucket?: "minute" | "hour" | "day";
                /** @description The viewer's zone, in minutes east of UTC: where hours and days begin. */
                offset_minutes?: number;
                /** @description Only the runs of this agent: an id or slug. */
                agent?: string;
                /** @description Whether runs of drafts count, too. */
                include_tests?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        /**
                         * Format: date-time
                         * @description Later than `from` when the range has more runs than are counted.
                         */
                        counted_from: string;
                        /** @enum {string} */
                        bucket: "minute" | "hour" | "day";
                        /** @description Every bucket, also the empty ones. */
                        series: {
                            /** Format: date-time */
                            start: string;
                            queued: number;
                            running: number;
                            waiting: number;
                            succeeded: number;
                            failed: number;
                            cancelled: number;
                            input_tokens: number;
                            output_tokens: number;
                            cost_usd: number;
                        }[];
                        totals: {
                            runs: number;
                            queued: number;
                            running: number;
                            waiting: number;
                            succeeded: number;
                            failed: number;
                            cancelled: number;
                            /** @description Of the runs that succeeded or failed; null without one. */
                            success_rate: number | null;
                            /** @description To two significant digits. */
                            p50_ms: number | null;
                            p95_ms: number | null;
                            input_tokens: number;
                            output_tokens: number;
                            cost_usd: number;
                        };
                        /** @description At most 20, the most expensive first. */
                        by_agent: {
                            agent_id: string;
                            name: string;
                            slug: string;
                            runs: number;
                            input_tokens: number;
                            output_tokens: number;
                            cost_usd: number;
                        }[];
                        /** @description Of runs that have ended; at most 20, the most expensive first. */
                        by_model: {
                            model: string;
                            calls: number;
                            input_tokens: number;
                            output_tokens: number;
                            cost_usd: number;
                        }[];
                        /** @description At most 10, the most failures first. */
                        failing_agents: {
                            agent_id: string;
                            name: string;
                            slug: string;
                            runs: number;
                            failed: number;
                            failure_rate: number;
                        }[];
                        /** @description At most 10, by p95. */
                        slowest_agents: {
                            agent_id: string;
                            name: string;
                            slug: string;
                            /** @description That have ended. */
                            runs: number;
                            p95_ms: number;
                        }[];
                        recent_failures: {
                            run_id: string;
                            agent_id: string;
                            agent_name: string;
                            error: string;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        /** @description Now, whenever they began. */
                        active: {
                            queued: number;
                            running: number;
                            waiting: number;
                        };
                        /** @description That execute runs; with processes:read only. */
                        processes?: {
                            id: string;
                            /** Format: date-time */
                            started_at: string;
                            /** Format: date-time */
                            expires_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_tools: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every tool */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: Record<string, never>[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
