# The server and the console. PostgreSQL is a container of its own (docker-compose.yml), so the embedded one is left out.
# Another mirror or a digest: --build-arg NODE_IMAGE=...
ARG NODE_IMAGE=node:22.21.1-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /mihari
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json vite.config.ts ./
COPY scripts ./scripts
COPY server ./server
COPY streams ./streams
COPY migrations ./migrations
COPY web ./web
RUN npm run -s build && npm prune --omit=dev --omit=optional --ignore-scripts

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
WORKDIR /mihari
COPY --from=build /mihari/package.json ./
COPY --from=build /mihari/node_modules ./node_modules
COPY --from=build /mihari/scripts ./scripts
COPY --from=build /mihari/dist ./dist
# a new volume takes owner and mode from here
RUN install -d -m 700 -o node -g node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "scripts/ready.mjs"]
CMD ["node", "scripts/start.mjs"]
