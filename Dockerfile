# Homeroom in a container: all of it or one role (`web`, `worker`). docs/operations/containers.md
# Debian rather than Alpine: the PostgreSQL from npm and libvips come ready-made for glibc.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

FROM node:24-bookworm-slim
# Everything there is may be read by the account that runs it, and nothing written but DATA_DIR.
RUN mkdir /data /media && chown node:node /data /media
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY . .
# What runs is built (decision 22), here, as nothing can be written later.
RUN ln -s "$(node --input-type=module --eval "import { build } from './build.js'; console.log(await build())")" built
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data
USER node
VOLUME ["/data", "/media"]
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "built/main.js"]
