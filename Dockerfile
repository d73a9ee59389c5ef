# The API and the console, to be run with a separate Neo4j: no embedded database, no build tools, no root. Your own base
# image needs Debian's apt and Python with venv; build secrets configure access to packages (docs/operations.md).
ARG BASE=python:3.13-slim

FROM ${BASE} AS console
WORKDIR /app
COPY requirements-web.lock ./
COPY web/package.json web/package-lock.json web/.npmrc web/
ENV PATH=/tools/bin:$PATH
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    --mount=type=secret,id=npm,target=/root/.npmrc \
    --mount=type=secret,id=certificates,target=/etc/ssl/certs/ca-certificates.crt \
    python3 -m venv /tools \
    && pip install --no-cache-dir --no-compile --require-hashes --only-binary :all: -r requirements-web.lock \
    && cd web && npm ci
COPY schema/schema.graphql schema/words.json schema/
COPY web web
RUN cd web && npm run build

FROM ${BASE} AS site
WORKDIR /app
COPY requirements-site.lock ./
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    --mount=type=secret,id=certificates,target=/etc/ssl/certs/ca-certificates.crt \
    python3 -m venv /tools \
    && /tools/bin/pip install --no-cache-dir --no-compile --require-hashes --only-binary :all: -r requirements-site.lock
COPY . .
RUN NO_MKDOCS_2_WARNING=1 /tools/bin/mkdocs build --quiet --config-file site/mkdocs.yml

FROM ${BASE} AS build
WORKDIR /app
COPY requirements.lock requirements-extras.lock pyproject.toml ./
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    --mount=type=secret,id=certificates,target=/etc/ssl/certs/ca-certificates.crt \
    python3 -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: \
    -r requirements.lock -r requirements-extras.lock
COPY changes changes
COPY exchange exchange
COPY graph graph
COPY judgement judgement
COPY resolvers resolvers
COPY schema schema
COPY seed seed
COPY server server
COPY usecases usecases
COPY --from=console /app/server/http/console_files server/http/console_files
COPY --from=site /app/server/http/site_files server/http/site_files
COPY README.md LICENSE NOTICE.md ./
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /venv/bin/pip uninstall --yes setuptools pip

FROM ${BASE} AS allocator
WORKDIR /packages
# A stage of its own, since buildah deletes a file of the base over which it has mounted a secret.
RUN --mount=type=secret,id=apt,target=/etc/apt/apt.conf \
    --mount=type=secret,id=sources,target=/etc/apt/sources.list.d/debian.sources \
    --mount=type=secret,id=certificates,target=/etc/ssl/certs/ca-certificates.crt,mode=0444 \
    apt-get update && apt-get download libjemalloc2

FROM ${BASE}
# Python's own allocator returns memory only in arenas of 1 MiB that are wholly free, so that a few surviving objects
# keep twice the memory after heavy use. jemalloc returns it, and answers are as fast (docs/decisions/064-jemalloc.md).
RUN --mount=type=bind,from=allocator,source=/packages,target=/packages dpkg --install /packages/libjemalloc2_*.deb
ENV PYTHONMALLOC=malloc \
    LD_PRELOAD=libjemalloc.so.2 \
    MALLOC_CONF=narenas:1,dirty_decay_ms:10000,muzzy_decay_ms:0,background_thread:true,thp:never
RUN useradd --system --uid 10001 --no-create-home cinqaxes
COPY --from=build /venv /venv
USER 10001
WORKDIR /tmp
ENV PATH=/venv/bin:$PATH CINQAXES_HOST=0.0.0.0 CINQAXES_LOG_FORMAT=json PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]
ENTRYPOINT ["cinqaxes"]
CMD ["serve"]
