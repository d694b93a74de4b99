# syntax=docker/dockerfile:1

# Builds the tarball that npm would publish.
FROM node:20.19.5-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm pack --ignore-scripts --pack-destination /tmp && mv /tmp/*.tgz /tmp/package.tgz

# Production dependencies at the versions of the lockfile, and the package's own files.
FROM node:20.19.5-slim AS install
WORKDIR /opt/api-test-gen
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY --from=build /tmp/package.tgz /tmp/package.tgz
RUN tar -xzf /tmp/package.tgz --strip-components=1 && rm -f package-lock.json .npmrc

FROM node:20.19.5-slim
ENV NODE_ENV=production
COPY --from=install /opt/api-test-gen /opt/api-test-gen
RUN ln -s /opt/api-test-gen/dist/src/cli.js /usr/local/bin/api-test-gen && mkdir /work && chown node:node /work
USER node
# Mount documents and reports here.
WORKDIR /work
ENTRYPOINT ["api-test-gen"]
CMD ["--help"]
