# The image of one web app (--build-arg APP=auth or elevaite) for a host without Vercel: Next's own
# server with what it needs, and nothing else of node_modules.
ARG NODE=node:22.19.0-bookworm-slim

FROM ${NODE} AS build
WORKDIR /source/web
COPY web/package.json web/package-lock.json web/.npmrc ./
COPY web/auth/package.json auth/
COPY web/elevaite/package.json elevaite/
COPY web/shared/package.json shared/
RUN npm ci --no-audit --no-fund
COPY web/ ./
ARG APP
# Next writes these into the build; an image is for one environment.
ARG AUTH_API_URL=http://auth:8004
ARG ENGINE_API_URL=http://engine:8006
ARG AUTH_APP_URL=http://localhost:3005
ARG ELEVAITE_APP_URL=http://localhost:3001
RUN ELEVAITE_STANDALONE=1 NEXT_TELEMETRY_DISABLED=1 npm run build --workspace "@elevaite/${APP}" && \
    mv "${APP}/.next/standalone" /app && \
    mv "${APP}/.next/static" "/app/${APP}/.next/static" && \
    if [ -d "${APP}/public" ]; then mv "${APP}/public" "/app/${APP}/public"; fi

FROM ${NODE}
ARG APP
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="ElevAIte ${APP}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build /app /app
USER 10001:10001
WORKDIR /app/${APP}
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/`).then((answer) => process.exit(answer.status < 500 ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
