/** Endpoints of frameworks that declare them by classes, lists of patterns or file names: method, full path, handler and guards. */
import { expect, test } from 'vitest';
import { link } from '../../src/link/program.js';
import { lowerPython } from '../../src/languages/python/lower.js';
import { lowerRust } from '../../src/languages/rust/lower.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { nothingDeclared } from '../../src/rule/settings.js';

/** Each line: method, path, handler, guards by kind, and whether it is served. */
function endpointsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const facts = Object.entries(files).map(([file, text]) => (file.endsWith('.rs') ? lowerRust : file.endsWith('.py') ? lowerPython : lowerTypeScript)(file, text, 'production'));
  return link(facts, new Map(Object.entries(files)), nothingDeclared, () => undefined).endpoints.map(one => {
    const guards = one.guards.filter(guard => guard.kind !== 'other').map(guard => `${guard.name}:${guard.kind}`);
    return [one.method, one.path, one.handler.fact.name, ...guards, one.mounted.known ? (one.mounted.value ? 'served' : 'forgotten') : 'unknown'].join(' ');
  });
}

test('routing-controllers: classes that are listed, found by their file, or forgotten', () => {
  const boats = "import { Authorized, Body, CurrentUser, Get, JsonController, OnUndefined, Post, UseBefore } from 'routing-controllers';\nimport { OpenAPI } from 'routing-controllers-openapi';\nimport { requireAdmin } from './admin';\n@OpenAPI({})\n@JsonController('/boats')\nexport class Boats {\n  @Get('/:id') @Authorized() one() { return {}; }\n  @Post() add(@CurrentUser({ required: true }) user: User, @Body() body: NewBoat) { return body; }\n  @Get() all(@CurrentUser() user: User) { return []; }\n}\n";
  expect(endpointsOf({ 'boats.ts': boats, 'app.ts': "import { createExpressServer } from 'routing-controllers';\nimport { Boats } from './boats';\nconst app = createExpressServer({ routePrefix: '/api', controllers: [Boats] });\napp.listen(3000);\n" }))
    .toEqual(['GET /api/boats/:id one Authorized:auth served', 'POST /api/boats add CurrentUser:auth served', 'GET /api/boats all CurrentUser:identity served']);
  expect(endpointsOf({ 'src/boats.ts': boats, 'src/app.ts': "import express from 'express';\nimport { useExpressServer } from 'routing-controllers';\nconst app = express();\nuseExpressServer(app, { controllers: [__dirname + '/*.ts'] });\n" })[0]).toBe('GET /boats/:id one Authorized:auth served');
  expect(endpointsOf({ 'boats.ts': boats, 'app.ts': "import { createExpressServer } from 'routing-controllers';\nimport { Cars } from './cars';\ncreateExpressServer({ controllers: [Cars] });\n", 'cars.ts': "import { Get, JsonController } from 'routing-controllers';\n@JsonController('/cars')\nexport class Cars { @Get() all() { return []; } }\n" }).map(one => one.split(' ').at(-1)))
    .toEqual(['forgotten', 'forgotten', 'forgotten', 'served']);
});

test('tsoa: the function that serves the classes is written by a tool', () => {
  expect(endpointsOf({
    'boats.ts': "import { Body, Controller, Get, NoSecurity, Post, Route, Security } from 'tsoa';\n@Route('boats')\n@Security('jwt')\nexport class Boats extends Controller {\n  @Get('{id}') public async one(id: string): Promise<Boat> { return find(id); }\n  @Post() public async add(@Body() body: NewBoat): Promise<void> { this.setStatus(201); }\n}\n",
    'app.ts': "import express from 'express';\nimport { RegisterRoutes } from '../build/routes';\nexport const app = express();\nRegisterRoutes(app);\n",
  })).toEqual(['GET /boats/{id} one Security:auth served', 'POST /boats add Security:auth served']);
});

test('Litestar: what is handed to routers, guards at every level', () => {
  expect(endpointsOf({ 'app.py': 'from litestar import Controller, Litestar, Router, get, post\nfrom litestar.exceptions import NotAuthorizedException\n\ndef members_only(connection, _):\n    if not connection.user:\n        raise NotAuthorizedException()\n\n@get("/ping")\nasync def ping() -> str:\n    return "ok"\n\nclass Boats(Controller):\n    path = "/boats"\n    guards = [members_only]\n\n    @get("/{boat_id:int}")\n    async def one(self, boat_id: int) -> dict:\n        return {}\n\n    @post()\n    async def add(self, data: Boat) -> Boat:\n        return data\n\n@get("/forgotten")\nasync def forgotten() -> str:\n    return ""\n\nv1 = Router(path="/v1", route_handlers=[Boats])\napp = Litestar(route_handlers=[ping, v1])\n' }))
    .toEqual(['GET /ping ping served', 'GET /v1/boats/{boat_id:int} one [members_only]:auth served', 'POST /v1/boats add [members_only]:auth served', 'GET /forgotten forgotten forgotten']);
});

const django = {
  'port/settings.py': "ROOT_URLCONF = 'port.urls'\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ('rest_framework.permissions.IsAuthenticated',)}\n",
  'port/urls.py': "from django.urls import include, path, re_path\nfrom boats.api import router\nfrom boats import views\n\nmore = [path('about/', views.about)]\n\nurlpatterns = [\n    path('boats/', include('boats.urls')),\n    path('api/', include((router.urls, 'api'))),\n    re_path(r'^old/(?P<year>\\d{4})/$', views.old),\n    path('pages/', include([path('home/', views.Home.as_view())])),\n]\nurlpatterns += more\n",
  'boats/__init__.py': '',
  'boats/urls.py': "from django.urls import path\nfrom django.contrib.auth.decorators import login_required\nfrom . import views\n\nurlpatterns = [\n    path('<int:pk>/', login_required(views.show)),\n    path('add/', views.add),\n]\n",
  'boats/views.py': "from django.views import View\nfrom django.views.decorators.http import require_POST\nfrom django.utils.decorators import method_decorator\nfrom django.contrib.auth.decorators import login_required\n\ndef about(request):\n    pass\n\ndef old(request, year):\n    pass\n\ndef show(request, pk):\n    pass\n\n@require_POST\ndef add(request):\n    pass\n\n@method_decorator(login_required, name='dispatch')\nclass Home(View):\n    def get(self, request):\n        pass\n",
  'boats/api.py': "from rest_framework import permissions, viewsets\nfrom rest_framework.decorators import action, api_view\nfrom rest_framework.routers import DefaultRouter\n\nclass BoatViewSet(viewsets.ModelViewSet):\n    def list(self, request):\n        pass\n\n    @action(detail=True, methods=['post'], permission_classes=[permissions.AllowAny])\n    def sail(self, request, pk=None):\n        pass\n\nclass HarbourViewSet(viewsets.ViewSet):\n    permission_classes = [permissions.AllowAny]\n    def retrieve(self, request, pk):\n        pass\n\nrouter = DefaultRouter()\nrouter.register('boats', BoatViewSet)\nrouter.register(r'harbours', HarbourViewSet, basename='harbour')\n",
};

test('Django: patterns included under prefixes, class views, view sets, and the guards of the settings', () => {
  expect([...endpointsOf(django)].sort()).toEqual([
    'GET /api/boats/ list IsAuthenticated:auth served',
    'GET /api/harbours/<pk>/ retrieve [permissions.AllowAny]:open served',
    'GET /pages/home/ get login_required:auth served',
    'POST /api/boats/<pk>/sail/ sail permissions.AllowAny:open served',
    'POST /boats/add/ add served',
    '* /boats/<int:pk>/ show login_required:auth served',
    '* /old/<year>/ old served',
    '* /about/ about served',
  ].sort());
});

test('Next.js: files are routes by their place, behind the middleware whose matcher meets them', () => {
  expect(endpointsOf({
    'web/src/middleware.ts': "import { NextResponse } from 'next/server';\nexport function middleware(request) {\n  if (!request.cookies.get('session')) return NextResponse.json({}, { status: 401 });\n  return NextResponse.next();\n}\nexport const config = { matcher: ['/api/members/:path*'] };\n",
    'web/src/app/api/(shop)/boats/[id]/route.ts': "import { NextRequest, NextResponse } from 'next/server';\nexport async function GET(request: NextRequest) { return NextResponse.json([]); }\nconst add = async (request: NextRequest) => NextResponse.json({}, { status: 201 });\nexport { add as POST };\n",
    'web/src/app/api/members/route.ts': "export const GET = async () => Response.json([]);\n",
    'web/src/app/boats/page.tsx': "export default function Page() { return null; }\n",
    'web/src/pages/api/old/index.ts': "import type { NextApiRequest, NextApiResponse } from 'next';\nexport default async function handler(req: NextApiRequest, res: NextApiResponse) {\n  switch (req.method) {\n    case 'GET': return list(req, res);\n    case 'POST': return add(req, res);\n    default: return res.status(405).end();\n  }\n}\nfunction list(req: NextApiRequest, res: NextApiResponse) { res.json([]); }\nfunction add(req: NextApiRequest, res: NextApiResponse) { res.status(201).end(); }\n",
  })).toEqual([
    'GET /api/boats/:id GET served', 'POST /api/boats/:id add served',
    'GET /api/members GET middleware:auth served', 'GET|POST /api/old handler served',
  ]);
});

test('a handler that hands all it was given to another is guarded by the guards of that one', () => {
  expect(endpointsOf({
    'port/settings.py': "ROOT_URLCONF = 'port.urls'\n",
    'port/urls.py': "from django.urls import path\nfrom port import views\n\nurlpatterns = [path('boats/', views.boats)]\n",
    'port/views.py': "from django.http import JsonResponse\n\ndef members_only(view):\n    def inner(request):\n        if not request.user.is_authenticated:\n            return JsonResponse({}, status=401)\n        return view(request)\n    return inner\n\n@members_only\ndef list_boats(request):\n    return JsonResponse([])\n\n@members_only\ndef add_boat(request):\n    return JsonResponse({})\n\ndef boats(request):\n    if request.method == 'POST':\n        return add_boat(request)\n    return list_boats(request)\n",
  })).toEqual(['GET|POST /boats/ boats add_boat:auth list_boats:auth served']);
});

test('Sanic: blueprints and groups of them', () => {
  expect(endpointsOf({ 'app.py': 'from sanic import Blueprint, Sanic\nfrom sanic.response import json\n\napp = Sanic("port")\nboats = Blueprint("boats", url_prefix="/boats")\ncars = Blueprint("cars", version=2, url_prefix="/cars")\n\n@cars.get("/")\nasync def all_cars(request):\n    return json([])\n\n\n\n@boats.get("/<boat_id:int>")\nasync def one(request, boat_id):\n    return json({})\n\n@app.post("/ping")\nasync def ping(request):\n    return json({})\n\napi = Blueprint.group(boats, url_prefix="/api")\napp.blueprint(api)\napp.blueprint(cars)\n' }))
    .toEqual(['GET /v2/cars all_cars served', 'GET /api/boats/<boat_id:int> one served', 'POST /ping ping served']);
});

test('ntex is read like the framework it was made from', () => {
  expect(endpointsOf({ 'src/main.rs': 'use ntex::web;\n\n#[web::get("/boats")]\nasync fn list() -> web::HttpResponse { web::HttpResponse::Ok().finish() }\n\nasync fn add() -> web::HttpResponse { web::HttpResponse::Created().finish() }\n\n#[ntex::main]\nasync fn main() {\n    web::HttpServer::new(|| web::App::new().service(list).service(web::scope("/port").route("/boats", web::post().to(add)))).run().await;\n}\n' }))
    .toEqual(['GET /boats list served', 'POST /port/boats add served']);
});
