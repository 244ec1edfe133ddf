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
         * @description The answer is the AI SDK's UI message stream (version 1), which useChat reads unchanged. It lasts until the answer is whole, also while the run waits for an approval (a data-approval part asks, and says what was answered). Closing the connection neither stops nor loses the answer: see resume_chat, and the events of the run. A long task is answered in the background: the stream says so and ends (202 without a stream), and the answer takes its place in the conversation when a worker has made it. The conversation goes on meanwhile, and the model is told that the task is under way.
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
    "/v1/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The collections, by name
         * @description Needs the permission `knowledge:read`.
         */
        get: operations["list_collections"];
        put?: never;
        /**
         * Make a collection of documents
         * @description Needs the permission `knowledge:write`.
         */
        post: operations["create_collection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A collection
         * @description Needs the permission `knowledge:read`.
         */
        get: operations["get_collection"];
        put?: never;
        post?: never;
        /**
         * Delete a collection that has no documents
         * @description One that has some, also such as you may not read, is a conflict (not_empty).
         *
         *     Needs the permission `knowledge:write`.
         */
        delete: operations["delete_collection"];
        options?: never;
        head?: never;
        /**
         * Rename a collection, or describe it
         * @description Needs the permission `knowledge:write`.
         */
        patch: operations["update_collection"];
        trace?: never;
    };
    "/v1/collections/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The documents of a collection that you may read, newest first
         * @description Needs the permission `knowledge:read`.
         */
        get: operations["list_documents"];
        put?: never;
        /**
         * Bring a document: pasted text, or a file that was uploaded
         * @description A job makes it searchable; GET /v1/documents/{id} shows how far it is. The file becomes the document's and is no longer among the files. Formats: plain text, Markdown, HTML, CSV, JSON, e-mail (.eml), PDF, DOCX, PPTX and XLSX, of at most 32 MiB.
         *
         *     Needs the permission `knowledge:write`.
         */
        post: operations["create_document"];
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
    "/v1/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A document, how far it is, and who may read it
         * @description Needs the permission `knowledge:read`.
         */
        get: operations["get_document"];
        put?: never;
        post?: never;
        /**
         * Delete a document, its chunks and its vectors
         * @description Needs the permission `knowledge:write`.
         */
        delete: operations["delete_document"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say who may read a document
         * @description It holds from the next search on.
         *
         *     Needs the permission `knowledge:write`.
         */
        put: operations["set_document_access"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/chunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The chunks of a document in their order, as they are searched
         * @description Needs the permission `knowledge:read`.
         */
        get: operations["list_chunks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/remake": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Parse and embed a document anew
         * @description After a failure, or with another embedding model. What is found of it stays until the new revision takes its place. One that is being made is a conflict (being_made).
         *
         *     Needs the permission `knowledge:write`.
         */
        post: operations["remake_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/v1/job-failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Failed jobs, grouped by what they failed of
         * @description Needs the permission `runs:read`.
         */
        get: operations["list_job_failures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/job-failures/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send failed jobs back to their queues
         * @description The newest 500 that match, or of all. When that many were sent back, there may be more.
         *
         *     Needs the permission `runs:manage`.
         */
        post: operations["redrive_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/job-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many jobs run at a time, and begin in a period
         * @description Needs the permission `runs:read`.
         */
        get: operations["list_job_limits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/job-limits/{subject}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Limit the jobs of the tenant, of an agent, or with a credential
         * @description The subject is `tenant`, an agent's id or a credential's. What is over a limit waits, and no attempt of it is counted. Workers know within a second.
         *
         *     Needs the permission `runs:manage`.
         */
        put: operations["set_job_limit"];
        post?: never;
        /**
         * Remove a limit on jobs
         * @description Needs the permission `runs:manage`.
         */
        delete: operations["remove_job_limit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The jobs, newest first
         * @description Needs the permission `runs:read`.
         */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A job with its progress and result
         * @description Needs the permission `runs:read`.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a job
         * @description A job that has ended already is a conflict (already_ended).
         *
         *     Needs the permission `runs:manage`.
         */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a failed job back to its queue
         * @description It begins anew, with all its attempts; a run is retried: another run that keeps what had succeeded. A job that has not failed is a conflict (not_failed).
         *
         *     Needs the permission `runs:manage`.
         */
        post: operations["redrive_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/knowledge/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search the documents that you may read, and see why each passage was found
         * @description Needs the permission `knowledge:read`.
         */
        post: operations["search_knowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The mail of the tenant that was kept instead of sent, newest first
         * @description Only where mail.url is a folder (spool:); else 404 with the reason mail_not_kept.
         *
         *     Needs the permission `mail:read`.
         */
        get: operations["list_mail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mail/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A mail that was kept instead of sent
         * @description Needs the permission `mail:read`.
         */
        get: operations["get_mail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/v1/notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one wants to hear, by which channel
         * @description Needs the permission `notifications:read`.
         */
        get: operations["get_notification_preferences"];
        /**
         * Say what one wants to hear, by which channel
         * @description As a whole: what is absent has its default. The channel `webhook` says whether what one is told of also goes to the tenant's webhook endpoints; it does when anybody who is told of it has it on.
         *
         *     Needs the permission `notifications:write`.
         */
        put: operations["set_notification_preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one was told of, newest first
         * @description Of whoever asks, in the tenant of the token. Those older than three months, and more than a thousand, are forgotten.
         *
         *     Needs the permission `notifications:read`.
         */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notifications, as they come
         * @description Server-sent events: `notification`, whose id is its seq, and `unread` with the number of unread ones, at the beginning and whenever it may have changed. Reconnecting with Last-Event-ID (or after) goes on where the reader was, on any process; without either the stream begins with what comes next. It ends after ten minutes: come again.
         *
         *     Needs the permission `notifications:read`.
         */
        get: operations["stream_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark all notifications as read
         * @description Needs the permission `notifications:write`.
         */
        post: operations["read_all_notifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many notifications were not read
         * @description Needs the permission `notifications:read`.
         */
        get: operations["count_unread_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a notification as read
         * @description Needs the permission `notifications:write`.
         */
        post: operations["read_notification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The queues, with the tenant's own jobs in them
         * @description Needs the permission `runs:read`.
         */
        get: operations["list_queues"];
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
    "/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The schedules of deployed agents, and those that once were
         * @description Needs the permission `runs:read`.
         */
        get: operations["list_schedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * When a cron expression comes next
         * @description Needs the permission `agents:read`.
         */
        post: operations["preview_schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules/{id}/fire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin what a schedule begins, now
         * @description A job like those that it makes by the clock; its times stay as they are. A schedule that is not deployed is a conflict (not_deployed).
         *
         *     Needs the permission `agents:chat`.
         */
        post: operations["fire_schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a schedule until it is resumed
         * @description Runs under way go on. It stays paused when the agent is deployed again.
         *
         *     Needs the permission `agents:deploy`.
         */
        post: operations["pause_schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a paused schedule go on from now
         * @description Times that passed in between are not made up for.
         *
         *     Needs the permission `agents:deploy`.
         */
        post: operations["resume_schedule"];
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
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the tenant is told of what happens
         * @description Needs the permission `webhooks:read`.
         */
        get: operations["list_webhook_endpoints"];
        put?: never;
        /**
         * Be told of what happens at a URL
         * @description What happens is sent by POST, signed as Standard Webhooks (standardwebhooks.com) says.
         *
         *     Needs the permission `webhooks:write`.
         */
        post: operations["create_webhook_endpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A webhook endpoint without its secret
         * @description Needs the permission `webhooks:read`.
         */
        get: operations["get_webhook_endpoint"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook endpoint and its deliveries
         * @description Needs the permission `webhooks:write`.
         */
        delete: operations["delete_webhook_endpoint"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint, or switch it off and on
         * @description Needs the permission `webhooks:write`.
         */
        patch: operations["update_webhook_endpoint"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent to a webhook endpoint, newest first
         * @description With what was answered to each attempt. Kept for 30 days.
         *
         *     Needs the permission `webhooks:read`.
         */
        get: operations["list_webhook_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A delivery, with its payload and its attempts
         * @description Needs the permission `webhooks:read`.
         */
        get: operations["get_webhook_delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries/{delivery_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery again
         * @description Needs the permission `webhooks:write`.
         */
        post: operations["resend_webhook_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook endpoint another secret
         * @description Both secrets sign until the overlap has passed; of two rotations within one overlap the oldest secret ends at once.
         *
         *     Needs the permission `webhooks:write`.
         */
        post: operations["rotate_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test to a webhook endpoint
         * @description Needs the permission `webhooks:write`.
         */
        post: operations["send_test_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The live workers
         * @description They work for all tenants, so only who may see processes may see them.
         *
         *     Needs the permission `processes:read`.
         */
        get: operations["list_workers"];
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
                    /** @description With `message`: the ids of files that come with it. In `messages` they are parts of type file, whose url is an id, /v1/files/{id}/content or a data URL. */
                    files?: string[];
                    /**
                     * @description background: a worker makes the answer, and the request is answered at once; the job is in X-Job-Id. Absent: as the agent's chat trigger says.
                     * @enum {string}
                     */
                    mode?: "now" | "background";
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
                     * @description What happens to a message while an earlier one is being answered. A branch is always refused then. What a worker answers in the background keeps nothing waiting.
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
            /** @description In the background, without a stream: run_id, conversation_id, job_id. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
                     * @description async: a worker starts the run; the answer is a job. Absent: as the trigger's setting runs_on says.
                     * @enum {string}
                     */
                    mode?: "now" | "async";
                    /**
                     * @description With async: quick is for what takes less than two minutes.
                     * @enum {string}
                     */
                    queue?: "quick" | "long";
                    /**
                     * @description With async: 9 goes first among the tenant's own jobs.
                     * @default 4
                     */
                    priority?: number;
                    /** @description With async: seconds within which it must end, or it fails. */
                    timeout?: number;
                    /** @description With async: seconds until it may begin. */
                    delay?: number;
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
            /** @description The run, under way or waiting; with async its job */
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
                    } | {
                        id: string;
                        kind: string;
                        /** @enum {string} */
                        queue: "quick" | "long";
                        /** @enum {string} */
                        status: "queued" | "running" | "retrying" | "succeeded" | "failed" | "cancelled";
                        priority: number;
                        /** @description How often it was begun. */
                        attempt: number;
                        max_attempts: number;
                        /** @description How often it was sent back after it had failed. */
                        redrives: number;
                        agent_id: string | null;
                        dedup_key?: string | null;
                        /** @description What the worker said last. */
                        progress: unknown;
                        error: Record<string, never> | null;
                        /** @description It was cancelled and has not ended yet. */
                        is_cancelling: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description It begins no earlier.
                         */
                        run_at: string;
                        /** Format: date-time */
                        deadline_at?: string | null;
                        /** Format: date-time */
                        started_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description Who asked for it. */
                        created_by: string | null;
                        /** @description Only of a job that is asked for alone: its last begins, the oldest first; of postponed ones in a row the last. */
                        attempts?: {
                            worker: string;
                            /** Format: date-time */
                            began_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            /** @enum {string} */
                            outcome: "running" | "succeeded" | "retrying" | "failed" | "cancelled" | "postponed" | "lost";
                            error: Record<string, never> | null;
                        }[];
                        /** @description What it is given; only of a job that is asked for alone. */
                        payload?: unknown;
                        /** @description What it came to; only of a job that is asked for alone. */
                        result?: unknown;
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
                        /** @description Parts of type text, image_url (a data URL, or the id of a file of yours) and file (file_id, or file_data as a data URL). Nothing is fetched from other addresses. */
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
    list_collections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            description: string;
                            /** @description Of those that you may read. */
                            document_count: number;
                            created_by: string | null;
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
    create_collection: {
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
                    description?: string;
                };
            };
        };
        responses: {
            /** @description The collection */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        /** @description Of those that you may read. */
                        document_count: number;
                        created_by: string | null;
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
    get_collection: {
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
            /** @description The collection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        /** @description Of those that you may read. */
                        document_count: number;
                        created_by: string | null;
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
    delete_collection: {
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
    update_collection: {
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
                    description?: string;
                };
            };
        };
        responses: {
            /** @description The collection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        /** @description Of those that you may read. */
                        document_count: number;
                        created_by: string | null;
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
    list_documents: {
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
            /** @description A page of documents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            collection_id: string;
                            name: string;
                            content_type: string;
                            size: number;
                            sha256: string;
                            /** @enum {string} */
                            status: "queued" | "parsing" | "embedding" | "ready" | "failed";
                            /** @description Whether a revision of it is found: also while another one is made. */
                            is_searchable: boolean;
                            embedding_model: string;
                            /** @description 0: its kind has no pages. */
                            page_count: number;
                            chunk_count: number;
                            /** @description Chunks of the revision that is being made. */
                            embedded_count: number;
                            error: {
                                message?: string;
                                reason?: string;
                            } | null;
                            job_id: string | null;
                            created_by: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** @description Who may read it; null: every member. Only of one document. */
                            access?: {
                                roles?: string[];
                                members?: string[];
                            } | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_document: {
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
                    file_id?: string;
                    text?: string;
                    /** @description Of pasted text; of a file, in place of its own. */
                    name?: string;
                    /** @description Of pasted text: text/markdown without one. */
                    content_type?: string;
                    /** @description Who may read it: these roles and members, whoever brought it, and owners; null: everyone. */
                    access?: {
                        roles?: ("viewer" | "builder" | "admin" | "owner")[];
                        /** @description Ids of users. */
                        members?: string[];
                    } | null;
                };
            };
        };
        responses: {
            /** @description The document, queued */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        collection_id: string;
                        name: string;
                        content_type: string;
                        size: number;
                        sha256: string;
                        /** @enum {string} */
                        status: "queued" | "parsing" | "embedding" | "ready" | "failed";
                        /** @description Whether a revision of it is found: also while another one is made. */
                        is_searchable: boolean;
                        embedding_model: string;
                        /** @description 0: its kind has no pages. */
                        page_count: number;
                        chunk_count: number;
                        /** @description Chunks of the revision that is being made. */
                        embedded_count: number;
                        error: {
                            message?: string;
                            reason?: string;
                        } | null;
                        job_id: string | null;
                        created_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** @description Who may read it; null: every member. Only of one document. */
                        access?: {
                            roles?: string[];
                            members?: string[];
                        } | null;
                    };
                };
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
                            /** @description Running or waiting now; none that a worker answers in the background. */
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
                        /** @description Running or waiting now; none that a worker answers in the background. */
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
                        /** @description Running or waiting now; none that a worker answers in the background. */
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
                            /** @description Of type text, file (file_id, filename, mediaType, size, url, is_gone), source-url, source-document (as the AI SDK has them; place and passage in providerMetadata.elevaite), error, or data-job while a worker has yet to make the answer. Of an answer under way: none yet. */
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
                        /** @description Running or waiting now; none that a worker answers in the background. */
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
    get_document: {
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
            /** @description The document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        collection_id: string;
                        name: string;
                        content_type: string;
                        size: number;
                        sha256: string;
                        /** @enum {string} */
                        status: "queued" | "parsing" | "embedding" | "ready" | "failed";
                        /** @description Whether a revision of it is found: also while another one is made. */
                        is_searchable: boolean;
                        embedding_model: string;
                        /** @description 0: its kind has no pages. */
                        page_count: number;
                        chunk_count: number;
                        /** @description Chunks of the revision that is being made. */
                        embedded_count: number;
                        error: {
                            message?: string;
                            reason?: string;
                        } | null;
                        job_id: string | null;
                        created_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** @description Who may read it; null: every member. Only of one document. */
                        access?: {
                            roles?: string[];
                            members?: string[];
                        } | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_document: {
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
    set_document_access: {
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
                    /** @description Who may read it: these roles and members, whoever brought it, and owners; null: everyone. */
                    access: {
                        roles?: ("viewer" | "builder" | "admin" | "owner")[];
                        /** @description Ids of users. */
                        members?: string[];
                    } | null;
                };
            };
        };
        responses: {
            /** @description It holds */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    list_chunks: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description The position to begin at: that of a citation. */
                from?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of chunks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            document_id: string;
                            /** @description From 0. */
                            position: number;
                            page: number | null;
                            /** @description The headings above it. */
                            title: string;
                            text: string;
                            sha256: string;
                            /** @description An estimate. */
                            tokens: number;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remake_document: {
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
            /** @description The document, queued */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        collection_id: string;
                        name: string;
                        content_type: string;
                        size: number;
                        sha256: string;
                        /** @enum {string} */
                        status: "queued" | "parsing" | "embedding" | "ready" | "failed";
                        /** @description Whether a revision of it is found: also while another one is made. */
                        is_searchable: boolean;
                        embedding_model: string;
                        /** @description 0: its kind has no pages. */
                        page_count: number;
                        chunk_count: number;
                        /** @description Chunks of the revision that is being made. */
                        embedded_count: number;
                        error: {
                            message?: string;
                            reason?: string;
                        } | null;
                        job_id: string | null;
                        created_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** @description Who may read it; null: every member. Only of one document. */
                        access?: {
                            roles?: string[];
                            members?: string[];
                        } | null;
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
            /** @description The run goes on, waits, or is not to be waited for: {run_id, status}; or it is on a queue: {job_id, status} */
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
            /** @description The run goes on, waits, or is not to be waited for: {run_id, status}; or it is on a queue: {job_id, status} */
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
            /** @description The run goes on, waits, or is not to be waited for: {run_id, status}; or it is on a queue: {job_id, status} */
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
            /** @description The run goes on, waits, or is not to be waited for: {run_id, status}; or it is on a queue: {job_id, status} */
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
            /** @description The run goes on, waits, or is not to be waited for: {run_id, status}; or it is on a queue: {job_id, status} */
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
    list_job_failures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups, the largest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            kind: string;
                            cause: string;
                            count: number;
                            /** @description The error of one of them. */
                            example: Record<string, never> | null;
                            /** Format: date-time */
                            first_at: string;
                            /** Format: date-time */
                            last_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    redrive_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    kind?: string;
                    /** @enum {string} */
                    queue?: "quick" | "long";
                    cause?: string;
                    agent_id?: string;
                };
            };
        };
        responses: {
            /** @description How many */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        redriven: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_job_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits, 1000 at most */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description tenant, an agent's id or a credential's. */
                            subject: string;
                            /** @description Jobs at a time. */
                            max_running: number | null;
                            /** @description Jobs that may begin at once, and then evenly, so many in each period. */
                            max_starts: number | null;
                            /** @description In seconds. */
                            period: number | null;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    set_job_limit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subject: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Jobs at a time; 0 holds all of them. */
                    max_running?: number;
                    /** @description Jobs that may begin in a period, with `period`. */
                    max_starts?: number;
                    /** @description In seconds. */
                    period?: number;
                };
            };
        };
        responses: {
            /** @description The limit */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description tenant, an agent's id or a credential's. */
                        subject: string;
                        /** @description Jobs at a time. */
                        max_running: number | null;
                        /** @description Jobs that may begin at once, and then evenly, so many in each period. */
                        max_starts: number | null;
                        /** @description In seconds. */
                        period: number | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_job_limit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subject: string;
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
    list_jobs: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
                status?: "queued" | "running" | "retrying" | "succeeded" | "failed" | "cancelled";
                /** @description For example run. */
                kind?: string;
                queue?: "quick" | "long";
                /** @description Of a failure, as the list of failures names it. */
                cause?: string;
                /** @description An agent's id. */
                agent_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            kind: string;
                            /** @enum {string} */
                            queue: "quick" | "long";
                            /** @enum {string} */
                            status: "queued" | "running" | "retrying" | "succeeded" | "failed" | "cancelled";
                            priority: number;
                            /** @description How often it was begun. */
                            attempt: number;
                            max_attempts: number;
                            /** @description How often it was sent back after it had failed. */
                            redrives: number;
                            agent_id: string | null;
                            dedup_key?: string | null;
                            /** @description What the worker said last. */
                            progress: unknown;
                            error: Record<string, never> | null;
                            /** @description It was cancelled and has not ended yet. */
                            is_cancelling: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description It begins no earlier.
                             */
                            run_at: string;
                            /** Format: date-time */
                            deadline_at?: string | null;
                            /** Format: date-time */
                            started_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** @description Who asked for it. */
                            created_by: string | null;
                            /** @description Only of a job that is asked for alone: its last begins, the oldest first; of postponed ones in a row the last. */
                            attempts?: {
                                worker: string;
                                /** Format: date-time */
                                began_at: string;
                                /** Format: date-time */
                                ended_at: string | null;
                                /** @enum {string} */
                                outcome: "running" | "succeeded" | "retrying" | "failed" | "cancelled" | "postponed" | "lost";
                                error: Record<string, never> | null;
                            }[];
                            /** @description What it is given; only of a job that is asked for alone. */
                            payload?: unknown;
                            /** @description What it came to; only of a job that is asked for alone. */
                            result?: unknown;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_job: {
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
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        kind: string;
                        /** @enum {string} */
                        queue: "quick" | "long";
                        /** @enum {string} */
                        status: "queued" | "running" | "retrying" | "succeeded" | "failed" | "cancelled";
                        priority: number;
                        /** @description How often it was begun. */
                        attempt: number;
                        max_attempts: number;
                        /** @description How often it was sent back after it had failed. */
                        redrives: number;
                        agent_id: string | null;
                        dedup_key?: string | null;
                        /** @description What the worker said last. */
                        progress: unknown;
                        error: Record<string, never> | null;
                        /** @description It was cancelled and has not ended yet. */
                        is_cancelling: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description It begins no earlier.
                         */
                        run_at: string;
                        /** Format: date-time */
                        deadline_at?: string | null;
                        /** Format: date-time */
                        started_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description Who asked for it. */
                        created_by: string | null;
                        /** @description Only of a job that is asked for alone: its last begins, the oldest first; of postponed ones in a row the last. */
                        attempts?: {
                            worker: string;
                            /** Format: date-time */
                            began_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            /** @enum {string} */
                            outcome: "running" | "succeeded" | "retrying" | "failed" | "cancelled" | "postponed" | "lost";
                            error: Record<string, never> | null;
                        }[];
                        /** @description What it is given; only of a job that is asked for alone. */
                        payload?: unknown;
                        /** @description What it came to; only of a job that is asked for alone. */
                        result?: unknown;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    cancel_job: {
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
            /** @description Cancelled, or about to be by its worker */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        kind: string;
                        /** @enum {string} */
                        queue: "quick" | "long";
                        /** @enum {string} */
                        status: "queued" | "running" | "retrying" | "succeeded" | "failed" | "cancelled";
                        priority: number;
                        /** @description How often it was begun. */
                        attempt: number;
                        max_attempts: number;
                        /** @description How often it was sent back after it had failed. */
                        redrives: number;
                        agent_id: string | null;
                        dedup_key?: string | null;
                        /** @description What the worker said last. */
                        progress: unknown;
                        error: Record<string, never> | null;
                        /** @description It was cancelled and has not ended yet. */
                        is_cancelling: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description It begins no earlier.
                         */
                        run_at: string;
                        /** Format: date-time */
                        deadline_at?: string | null;
                        /** Format: date-time */
                        started_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description Who asked for it. */
                        created_by: string | null;
                        /** @description Only of a job that is asked for alone: its last begins, the oldest first; of postponed ones in a row the last. */
                        attempts?: {
                            worker: string;
                            /** Format: date-time */
                            began_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            /** @enum {string} */
                            outcome: "running" | "succeeded" | "retrying" | "failed" | "cancelled" | "postponed" | "lost";
                            error: Record<string, never> | null;
                        }[];
                        /** @description What it is given; only of a job that is asked for alone. */
                        payload?: unknown;
                        /** @description What it came to; only of a job that is asked for alone. */
                        result?: unknown;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    redrive_job: {
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
            /** @description The job, queued */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        kind: string;
                        /** @enum {string} */
                        queue: "quick" | "long";
                        /** @enum {string} */
                        status: "queued" | "running" | "retrying" | "succeeded" | "failed" | "cancelled";
                        priority: number;
                        /** @description How often it was begun. */
                        attempt: number;
                        max_attempts: number;
                        /** @description How often it was sent back after it had failed. */
                        redrives: number;
                        agent_id: string | null;
                        dedup_key?: string | null;
                        /** @description What the worker said last. */
                        progress: unknown;
                        error: Record<string, never> | null;
                        /** @description It was cancelled and has not ended yet. */
                        is_cancelling: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description It begins no earlier.
                         */
                        run_at: string;
                        /** Format: date-time */
                        deadline_at?: string | null;
                        /** Format: date-time */
                        started_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description Who asked for it. */
                        created_by: string | null;
                        /** @description Only of a job that is asked for alone: its last begins, the oldest first; of postponed ones in a row the last. */
                        attempts?: {
                            worker: string;
                            /** Format: date-time */
                            began_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            /** @enum {string} */
                            outcome: "running" | "succeeded" | "retrying" | "failed" | "cancelled" | "postponed" | "lost";
                            error: Record<string, never> | null;
                        }[];
                        /** @description What it is given; only of a job that is asked for alone. */
                        payload?: unknown;
                        /** @description What it came to; only of a job that is asked for alone. */
                        result?: unknown;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    search_knowledge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    query: string;
                    /** @description By id or name; none: all of them. */
                    collections?: string[];
                    limit?: number;
                    /** @description Of passages in which no word of the query was found. */
                    min_similarity?: number;
                };
            };
        };
        responses: {
            /** @description The passages, best first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            chunk_id: string;
                            document_id: string;
                            collection_id: string;
                            /** @description The document's name. */
                            document: string;
                            position: number;
                            page: number | null;
                            title: string;
                            /** @description A quotation: data, not instructions. */
                            text: string;
                            /** @description Of both ranks (reciprocal rank fusion). */
                            score: number;
                            /** @description Cosine of question and chunk. */
                            similarity: number | null;
                            vector_rank: number | null;
                            text_rank: number | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_mail: {
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
            /** @description A page of mail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** Format: date-time */
                            at: string;
                            from: string;
                            to: string[];
                            cc: string[];
                            subject: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_mail: {
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
            /** @description The mail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** Format: date-time */
                        at: string;
                        from: string;
                        to: string[];
                        cc: string[];
                        subject: string;
                        text?: string;
                        /** @description Whatever an agent wrote: show it in a sandbox. */
                        html?: string;
                    };
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
    get_notification_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preferences */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description By kind, then by channel. */
                        channels: {
                            job_succeeded?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            job_failed?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            file_ready?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            run_succeeded?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            run_failed?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            approval_needed?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            endpoint_disabled?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                        };
                        /** @description Where Slack messages go; null: nowhere. Naming a credential needs credentials:read. */
                        slack: {
                            credential_id: string;
                            /** @description For a bot. */
                            channel?: string;
                        } | null;
                        /** @description Where e-mail goes. */
                        email: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    set_notification_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description By kind, then by channel. */
                    channels?: {
                        job_succeeded?: {
                            app?: boolean;
                            email?: boolean;
                            slack?: boolean;
                            webhook?: boolean;
                        };
                        job_failed?: {
                            app?: boolean;
                            email?: boolean;
                            slack?: boolean;
                            webhook?: boolean;
                        };
                        file_ready?: {
                            app?: boolean;
                            email?: boolean;
                            slack?: boolean;
                            webhook?: boolean;
                        };
                        run_succeeded?: {
                            app?: boolean;
                            email?: boolean;
                            slack?: boolean;
                            webhook?: boolean;
                        };
                        run_failed?: {
                            app?: boolean;
                            email?: boolean;
                            slack?: boolean;
                            webhook?: boolean;
                        };
                        approval_needed?: {
                            app?: boolean;
                            email?: boolean;
                            slack?: boolean;
                            webhook?: boolean;
                        };
                        endpoint_disabled?: {
                            app?: boolean;
                            email?: boolean;
                            slack?: boolean;
                            webhook?: boolean;
                        };
                    };
                    /** @description Where Slack messages go; null: nowhere. Naming a credential needs credentials:read. */
                    slack?: {
                        credential_id: string;
                        /** @description For a bot. */
                        channel?: string;
                    } | null;
                };
            };
        };
        responses: {
            /** @description The preferences */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description By kind, then by channel. */
                        channels: {
                            job_succeeded?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            job_failed?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            file_ready?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            run_succeeded?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            run_failed?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            approval_needed?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                            endpoint_disabled?: {
                                app?: boolean;
                                email?: boolean;
                                slack?: boolean;
                                webhook?: boolean;
                            };
                        };
                        /** @description Where Slack messages go; null: nowhere. Naming a credential needs credentials:read. */
                        slack: {
                            credential_id: string;
                            /** @description For a bot. */
                            channel?: string;
                        } | null;
                        /** @description Where e-mail goes. */
                        email: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description Only those that were not read. */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of notifications */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @description In the order of their coming; the id of its event. */
                            seq: number;
                            /** @enum {string} */
                            kind: "job_succeeded" | "job_failed" | "file_ready" | "run_succeeded" | "run_failed" | "approval_needed" | "endpoint_disabled";
                            title: string;
                            body: string;
                            /** @description A path of the ElevAIte App: /runs/run_… */
                            link: string;
                            /** @description Ids of what it is about: job_id, run_id, agent_id, step, files [{id, name}], error. */
                            data: Record<string, never>;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            read_at: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stream_notifications: {
        parameters: {
            query?: {
                /** @description Only notifications with a greater seq. */
                after?: number;
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
                    "text/event-stream": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    read_all_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The seq of the newest one that was seen: what came meanwhile stays unread. */
                    up_to?: number;
                };
            };
        };
        responses: {
            /** @description How many were unread */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        read: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    count_unread_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        unread: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    read_notification: {
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
            /** @description The notification */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description In the order of their coming; the id of its event. */
                        seq: number;
                        /** @enum {string} */
                        kind: "job_succeeded" | "job_failed" | "file_ready" | "run_succeeded" | "run_failed" | "approval_needed" | "endpoint_disabled";
                        title: string;
                        body: string;
                        /** @description A path of the ElevAIte App: /runs/run_… */
                        link: string;
                        /** @description Ids of what it is about: job_id, run_id, agent_id, step, files [{id, name}], error. */
                        data: Record<string, never>;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        read_at: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_queues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The queues */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            name: string;
                            queued: number;
                            running: number;
                            retrying: number;
                            /** @description Of these, what is not due yet. */
                            delayed: number;
                            /** @description In the dead-letter queue. */
                            failed: number;
                            /** @description For how long the oldest queued job has been due. */
                            oldest_age_ms: number | null;
                            /** @description Processes that work on the queue. */
                            workers: number;
                        }[];
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
    list_schedules: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description Those of one agent. */
                agent_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of schedules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            agent_id: string;
                            node_id: string;
                            cron: string;
                            time_zone: string;
                            /** @enum {string} */
                            overlap: "skip" | "allow";
                            /** @enum {string} */
                            queue: "quick" | "long";
                            /**
                             * @description off: the deployed version has no such node.
                             * @enum {string}
                             */
                            status: "active" | "paused" | "off";
                            /** Format: date-time */
                            next_at: string | null;
                            /**
                             * Format: date-time
                             * @description The time for which it fired last.
                             */
                            last_at: string | null;
                            last_job_id: string | null;
                            /**
                             * Format: date-time
                             * @description The time that was left out last, for the run before was still under way.
                             */
                            last_skipped_at: string | null;
                            /** @description The next five times, by the clock there. */
                            upcoming: string[];
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    preview_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cron: string;
                    time_zone: string;
                };
            };
        };
        responses: {
            /** @description The next five times, by the clock there; fewer when no more come */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        times: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    fire_schedule: {
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
            /** @description The job, queued */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        kind: string;
                        /** @enum {string} */
                        queue: "quick" | "long";
                        /** @enum {string} */
                        status: "queued" | "running" | "retrying" | "succeeded" | "failed" | "cancelled";
                        priority: number;
                        /** @description How often it was begun. */
                        attempt: number;
                        max_attempts: number;
                        /** @description How often it was sent back after it had failed. */
                        redrives: number;
                        agent_id: string | null;
                        dedup_key?: string | null;
                        /** @description What the worker said last. */
                        progress: unknown;
                        error: Record<string, never> | null;
                        /** @description It was cancelled and has not ended yet. */
                        is_cancelling: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description It begins no earlier.
                         */
                        run_at: string;
                        /** Format: date-time */
                        deadline_at?: string | null;
                        /** Format: date-time */
                        started_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description Who asked for it. */
                        created_by: string | null;
                        /** @description Only of a job that is asked for alone: its last begins, the oldest first; of postponed ones in a row the last. */
                        attempts?: {
                            worker: string;
                            /** Format: date-time */
                            began_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            /** @enum {string} */
                            outcome: "running" | "succeeded" | "retrying" | "failed" | "cancelled" | "postponed" | "lost";
                            error: Record<string, never> | null;
                        }[];
                        /** @description What it is given; only of a job that is asked for alone. */
                        payload?: unknown;
                        /** @description What it came to; only of a job that is asked for alone. */
                        result?: unknown;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    pause_schedule: {
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
            /** @description The schedule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        node_id: string;
                        cron: string;
                        time_zone: string;
                        /** @enum {string} */
                        overlap: "skip" | "allow";
                        /** @enum {string} */
                        queue: "quick" | "long";
                        /**
                         * @description off: the deployed version has no such node.
                         * @enum {string}
                         */
                        status: "active" | "paused" | "off";
                        /** Format: date-time */
                        next_at: string | null;
                        /**
                         * Format: date-time
                         * @description The time for which it fired last.
                         */
                        last_at: string | null;
                        last_job_id: string | null;
                        /**
                         * Format: date-time
                         * @description The time that was left out last, for the run before was still under way.
                         */
                        last_skipped_at: string | null;
                        /** @description The next five times, by the clock there. */
                        upcoming: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resume_schedule: {
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
            /** @description The schedule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        agent_id: string;
                        node_id: string;
                        cron: string;
                        time_zone: string;
                        /** @enum {string} */
                        overlap: "skip" | "allow";
                        /** @enum {string} */
                        queue: "quick" | "long";
                        /**
                         * @description off: the deployed version has no such node.
                         * @enum {string}
                         */
                        status: "active" | "paused" | "off";
                        /** Format: date-time */
                        next_at: string | null;
                        /**
                         * Format: date-time
                         * @description The time for which it fired last.
                         */
                        last_at: string | null;
                        last_job_id: string | null;
                        /**
                         * Format: date-time
                         * @description The time that was left out last, for the run before was still under way.
                         */
                        last_skipped_at: string | null;
                        /** @description The next five times, by the clock there. */
                        upcoming: string[];
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
                            /** @description Of type text, file (file_id, filename, mediaType, size, url, is_gone), source-url, source-document (as the AI SDK has them; place and passage in providerMetadata.elevaite), error, or data-job while a worker has yet to make the answer. Of an answer under way: none yet. */
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
    list_webhook_endpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            url: string;
                            description: string;
                            /** @description Empty: all. */
                            events: string[];
                            is_enabled: boolean;
                            /**
                             * @description gone: it answered 410. failing: nothing has arrived for too long.
                             * @enum {string|null}
                             */
                            disabled_because: "person" | "gone" | "failing" | null;
                            /** Format: date-time */
                            failing_since: string | null;
                            /**
                             * Format: date-time
                             * @description Until then the secret before this one signs as well.
                             */
                            old_secret_until: string | null;
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
    create_webhook_endpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                    description?: string;
                    /** @description Empty: all, also those to come. */
                    events?: ("job.succeeded" | "job.failed" | "file.ready" | "run.succeeded" | "run.failed" | "approval.needed")[];
                    is_enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Made; the secret is never shown again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        url: string;
                        description: string;
                        /** @description Empty: all. */
                        events: string[];
                        is_enabled: boolean;
                        /**
                         * @description gone: it answered 410. failing: nothing has arrived for too long.
                         * @enum {string|null}
                         */
                        disabled_because: "person" | "gone" | "failing" | null;
                        /** Format: date-time */
                        failing_since: string | null;
                        /**
                         * Format: date-time
                         * @description Until then the secret before this one signs as well.
                         */
                        old_secret_until: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** @description whsec_…; it is never shown again. */
                        secret: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_webhook_endpoint: {
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
            /** @description The endpoint */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        url: string;
                        description: string;
                        /** @description Empty: all. */
                        events: string[];
                        is_enabled: boolean;
                        /**
                         * @description gone: it answered 410. failing: nothing has arrived for too long.
                         * @enum {string|null}
                         */
                        disabled_because: "person" | "gone" | "failing" | null;
                        /** Format: date-time */
                        failing_since: string | null;
                        /**
                         * Format: date-time
                         * @description Until then the secret before this one signs as well.
                         */
                        old_secret_until: string | null;
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
    delete_webhook_endpoint: {
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
    update_webhook_endpoint: {
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
                    url?: string;
                    description?: string;
                    /** @description Empty: all, also those to come. */
                    events?: ("job.succeeded" | "job.failed" | "file.ready" | "run.succeeded" | "run.failed" | "approval.needed")[];
                    is_enabled?: boolean;
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
                        url: string;
                        description: string;
                        /** @description Empty: all. */
                        events: string[];
                        is_enabled: boolean;
                        /**
                         * @description gone: it answered 410. failing: nothing has arrived for too long.
                         * @enum {string|null}
                         */
                        disabled_because: "person" | "gone" | "failing" | null;
                        /** Format: date-time */
                        failing_since: string | null;
                        /**
                         * Format: date-time
                         * @description Until then the secret before this one signs as well.
                         */
                        old_secret_until: string | null;
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
    list_webhook_deliveries: {
        parameters: {
            query?: {
                /** @description How many entries a page holds. */
                limit?: number;
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description Only those. */
                status?: "pending" | "succeeded" | "failed";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries, without their payloads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            endpoint_id: string | null;
                            /** @description What the receiver is sent as webhook-id: the same in every attempt. */
                            webhook_id: string;
                            /** @description job.failed, test … */
                            type: string;
                            /** @enum {string} */
                            status: "pending" | "succeeded" | "failed";
                            /** @description Since it was sent, or sent again. */
                            attempt_count: number;
                            /** @description How often a person sent it again. */
                            sends: number;
                            /** @description The newest 20, the newest last. */
                            attempts: {
                                /** Format: date-time */
                                at?: string;
                                duration_ms?: number;
                                response_status?: number | null;
                                /** @description The beginning of the answer. */
                                response?: string;
                                /** @description null: it succeeded. */
                                error?: string | null;
                            }[];
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            next_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** @description The body, byte for byte; only of one alone. */
                            payload?: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_webhook_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        endpoint_id: string | null;
                        /** @description What the receiver is sent as webhook-id: the same in every attempt. */
                        webhook_id: string;
                        /** @description job.failed, test … */
                        type: string;
                        /** @enum {string} */
                        status: "pending" | "succeeded" | "failed";
                        /** @description Since it was sent, or sent again. */
                        attempt_count: number;
                        /** @description How often a person sent it again. */
                        sends: number;
                        /** @description The newest 20, the newest last. */
                        attempts: {
                            /** Format: date-time */
                            at?: string;
                            duration_ms?: number;
                            response_status?: number | null;
                            /** @description The beginning of the answer. */
                            response?: string;
                            /** @description null: it succeeded. */
                            error?: string | null;
                        }[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        next_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description The body, byte for byte; only of one alone. */
                        payload?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resend_webhook_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On its way, with the same webhook-id */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        endpoint_id: string | null;
                        /** @description What the receiver is sent as webhook-id: the same in every attempt. */
                        webhook_id: string;
                        /** @description job.failed, test … */
                        type: string;
                        /** @enum {string} */
                        status: "pending" | "succeeded" | "failed";
                        /** @description Since it was sent, or sent again. */
                        attempt_count: number;
                        /** @description How often a person sent it again. */
                        sends: number;
                        /** @description The newest 20, the newest last. */
                        attempts: {
                            /** Format: date-time */
                            at?: string;
                            duration_ms?: number;
                            response_status?: number | null;
                            /** @description The beginning of the answer. */
                            response?: string;
                            /** @description null: it succeeded. */
                            error?: string | null;
                        }[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        next_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description The body, byte for byte; only of one alone. */
                        payload?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rotate_webhook_secret: {
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
                    /** @default 86400 */
                    overlap_seconds?: number;
                };
            };
        };
        responses: {
            /** @description The new secret, which is never shown again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        url: string;
                        description: string;
                        /** @description Empty: all. */
                        events: string[];
                        is_enabled: boolean;
                        /**
                         * @description gone: it answered 410. failing: nothing has arrived for too long.
                         * @enum {string|null}
                         */
                        disabled_because: "person" | "gone" | "failing" | null;
                        /** Format: date-time */
                        failing_since: string | null;
                        /**
                         * Format: date-time
                         * @description Until then the secret before this one signs as well.
                         */
                        old_secret_until: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** @description whsec_…; it is never shown again. */
                        secret: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    send_test_webhook: {
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
            /** @description On its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        endpoint_id: string | null;
                        /** @description What the receiver is sent as webhook-id: the same in every attempt. */
                        webhook_id: string;
                        /** @description job.failed, test … */
                        type: string;
                        /** @enum {string} */
                        status: "pending" | "succeeded" | "failed";
                        /** @description Since it was sent, or sent again. */
                        attempt_count: number;
                        /** @description How often a person sent it again. */
                        sends: number;
                        /** @description The newest 20, the newest last. */
                        attempts: {
                            /** Format: date-time */
                            at?: string;
                            duration_ms?: number;
                            response_status?: number | null;
                            /** @description The beginning of the answer. */
                            response?: string;
                            /** @description null: it succeeded. */
                            error?: string | null;
                        }[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        next_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description The body, byte for byte; only of one alone. */
                        payload?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_workers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workers, the oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @description Jobs that it runs at once, of all queues. */
                            slots: number;
                            /** @description Jobs that it runs now. */
                            running: number;
                            /** Format: date-time */
                            started_at: string;
                            /**
                             * Format: date-time
                             * @description When it counts as gone, unless it says something before.
                             */
                            expires_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
