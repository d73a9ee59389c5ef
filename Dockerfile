# The API and the console, for a Neo4j of its own: no embedded database, no build tools, no root.
FROM python:3.13-slim AS console
WORKDIR /app
COPY requirements-web.lock ./
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements-web.lock
COPY web/package.json web/package-lock.json web/.npmrc web/
RUN cd web && npm ci
COPY schema/schema.graphql schema/words.json schema/
COPY web web
RUN cd web && npm run build

FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements.lock pyproject.toml ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
COPY changes changes
COPY exchange exchange
COPY graph graph
COPY resolvers resolvers
COPY schema schema
COPY seed seed
COPY server server
COPY --from=console /app/server/http/console_files server/http/console_files
COPY README.md LICENSE ./
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
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
